/**
 * Networks that can be trained: modules with an explicit forward and backward, made of
 * descriptions; the supernet's flat vector of parameters, of which a path takes prefixes; and
 * training steps that move nothing off the path.
 */
package org.sparknas.supernet.module;
