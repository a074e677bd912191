/**
 * What networks are: operators, blocks and networks with their shapes and parameters, search spaces
 * with their decisions, and architectures with their files. Immutable descriptions that compute
 * nothing; costs, training and files all read them.
 */
package org.sparknas.supernet.architecture;
