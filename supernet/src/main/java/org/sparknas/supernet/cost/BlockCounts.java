package org.sparknas.supernet.cost;

/**
 * The counts of blocks, in two parts.
 *
 * @param quantizable what can be computed with 8-bit numbers
 * @param other what cannot
 */
public record BlockCounts(Count quantizable, Count other) {
  /** Nothing. */
  public static final BlockCounts ZERO = new BlockCounts(Count.ZERO, Count.ZERO);

  /** Both parts together. */
  public Count total() {
    return quantizable.plus(other);
  }

  /** The sum of both. */
  public BlockCounts plus(BlockCounts more) {
    return new BlockCounts(quantizable.plus(more.quantizable), other.plus(more.other));
  }

  /** These counts and one operation's. */
  BlockCounts plus(CountedOperation operation) {
    return operation.quantizable()
        ? new BlockCounts(quantizable.plus(operation.count()), other)
        : new BlockCounts(quantizable, other.plus(operation.count()));
  }
}
