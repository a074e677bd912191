/**
 * Genetic and random search over genes: which candidates to score next, under limits on their
 * costs. What genes mean, what they cost and how accurate they are is told from outside ({@link
 * org.sparknas.evolution.CostModel}, {@link org.sparknas.evolution.Scorer}).
 */
package org.sparknas.evolution;
