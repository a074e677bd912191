package org.sparknas.evolution;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A limit on one cost, written as text: {@code score <= 1}, {@code macs <= 330M}.
 *
 * @param text as it was written, for messages
 * @param cost name of the cost
 * @param limit in the unit of the cost
 */
public record CostLimit(String text, String cost, Comparison comparison, double limit) {

  /** How a cost compares with its limit. */
  public enum Comparison {
    AT_MOST("<="),
    AT_LEAST(">="),
    BELOW("<"),
    ABOVE(">");

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }

    private static Comparison ofSign(String sign) {
      for (Comparison comparison : values()) {
        if (comparison.sign.equals(sign)) {
          return comparison;
        }
      }
      throw new IllegalArgumentException("comparison: " + sign);
    }
  }

  private static final Pattern SYNTAX =
      Pattern.compile(
          "\\s*([A-Za-z][\\w.-]*)\\s*(<=|>=|<|>)"
              + "\\s*([+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d{1,3})?)\\s*([KMG]?)\\s*");

  private static final Map<String, BigDecimal> UNITS =
      Map.of(
          "", BigDecimal.ONE,
          "K", BigDecimal.TEN.pow(3),
          "M", BigDecimal.TEN.pow(6),
          "G", BigDecimal.TEN.pow(9));

  public CostLimit {
    if (!Double.isFinite(limit)) {
      throw new IllegalArgumentException(text + ": limit " + limit + "; must be finite");
    }
  }

  /**
   * Reads a limit.
   *
   * @throws IllegalArgumentException where the text is not {@code COST <= NUMBER}, or with {@code
   *     >=}, {@code <} or {@code >}; the number may end in K, M or G (thousand, million, milliard)
   */
  public static CostLimit parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "limit \"%s\"; must be a cost, one of <= >= < >, and a number that may end in K, M or G,"
                  .formatted(text)
              + " like \"macs <= 330M\"");
    }
    // Decimal arithmetic, so that 3.4M is exactly 3400000.
    double limit =
        new BigDecimal(matcher.group(3)).multiply(UNITS.get(matcher.group(4))).doubleValue();
    Comparison comparison = Comparison.ofSign(matcher.group(2));
    return new CostLimit(text.strip(), matcher.group(1), comparison, limit);
  }

  /** Whether a cost of this value is within the limit; not a number never is. */
  public boolean allows(double value) {
    return switch (comparison) {
      case AT_MOST -> value <= limit;
      case AT_LEAST -> value >= limit;
      case BELOW -> value < limit;
      case ABOVE -> value > limit;
    };
  }

  /** How far a value is from what is allowed; 0 where it is allowed. */
  public double distance(double value) {
    if (allows(value)) {
      return 0;
    }
    return Double.isNaN(value) ? Double.POSITIVE_INFINITY : Math.abs(value - limit);
  }

  @Override
  public String toString() {
    return text;
  }
}
