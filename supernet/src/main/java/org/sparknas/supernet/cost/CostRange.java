package org.sparknas.supernet.cost;

import org.sparknas.supernet.architecture.Architecture;

/**
 * The extremes of a cost in a space.
 *
 * @param cheapest an architecture that costs {@code least}
 * @param dearest an architecture that costs {@code greatest}
 */
public record CostRange(
    Architecture cheapest, double least, Architecture dearest, double greatest) {}
