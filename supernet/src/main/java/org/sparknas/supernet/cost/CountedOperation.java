package org.sparknas.supernet.cost;

import org.sparknas.supernet.architecture.Shape;

/**
 * A line of a profile.
 *
 * @param operation what is computed, such as {@code dwconv3x3}
 * @param quantizable whether it can be computed with 8-bit numbers
 * @param output shape of what it computes
 */
public record CountedOperation(String operation, boolean quantizable, Shape output, Count count) {}
