/**
 * What networks cost, from their descriptions alone: counting conventions of several papers, costs
 * by name, limits on them, and profiles operation by operation.
 */
package org.sparknas.supernet.cost;
