package org.sparknas.supernet.cost;

/**
 * What one operation, a block or a network counts for one image. A convention fills in the
 * quantities that it knows and leaves the others 0.
 *
 * @param parameters a multiple of 1/16, because MicroNet counts a sparse matrix's mask in bits
 */
public record Count(double parameters, long macs, long mults, long adds) {
  /** Nothing. */
  public static final Count ZERO = new Count(0, 0, 0, 0);

  /** The sum of both. */
  public Count plus(Count other) {
    return new Count(
        parameters + other.parameters, macs + other.macs, mults + other.mults, adds + other.adds);
  }

  /** One of the quantities. */
  public double get(Quantity quantity) {
    return switch (quantity) {
      case PARAMETERS -> parameters;
      case MACS -> macs;
      case MULTS -> mults;
      case ADDS -> adds;
    };
  }
}
