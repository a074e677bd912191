package org.sparknas.supernet.cost;

/**
 * The bases of the scores.
 *
 * @param scoreMacs MACs that count as 1 in {@code score}
 * @param scoreParameters parameters that count as 1 in {@code score}
 * @param microNetClipMults multiplications of one clip, 1 or 2
 * @param microNetParameters parameters that count as 1 in the MicroNet scores
 * @param microNetOperations multiplications and additions that count as 1 in the MicroNet scores
 */
public record CostSettings(
    double scoreMacs,
    double scoreParameters,
    int microNetClipMults,
    double microNetParameters,
    double microNetOperations) {

  /** Throws {@link IllegalArgumentException} when a number is out of range. */
  public CostSettings {
    positive("score's base of MACs", scoreMacs);
    positive("score's base of parameters", scoreParameters);
    positive("MicroNet's base of parameters", microNetParameters);
    positive("MicroNet's base of operations", microNetOperations);
    if (microNetClipMults != 1 && microNetClipMults != 2) {
      throw new IllegalArgumentException(
          "multiplications of a clip is " + microNetClipMults + ": 1 or 2");
    }
  }

  private static void positive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " is " + value + ": positive");
    }
  }

  /** SPOS (328 M, 3.4 M) as the score's base, and MobileNetV2-1.4 (6.9 M, 1170 M) as MicroNet's. */
  public static CostSettings defaults() {
    return new CostSettings(328e6, 3.4e6, 2, 6.9e6, 1170e6);
  }
}
