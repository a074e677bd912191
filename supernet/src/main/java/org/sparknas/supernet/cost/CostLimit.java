package org.sparknas.supernet.cost;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sparknas.supernet.architecture.Network;

/**
 * A bound on a cost, as in {@code macs <= 330M}.
 *
 * @param cost the name of a cost
 * @param limit allowed itself
 */
public record CostLimit(String cost, Side side, double limit) {
  /** Which side of the limit is allowed. */
  public enum Side {
    /** No more than the limit. */
    AT_MOST("<="),
    /** No less than the limit. */
    AT_LEAST(">=");

    private final String symbol;

    Side(String symbol) {
      this.symbol = symbol;
    }
  }

  private static final Pattern TEXT =
      Pattern.compile(
          "\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*(<=|>=)\\s*"
              + "(\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d{1,3})?)\\s*([KMG]?)\\s*");

  /** Throws {@link IllegalArgumentException} when the limit is not a number. */
  public CostLimit {
    Objects.requireNonNull(cost, "cost");
    Objects.requireNonNull(side, "side");
    if (!Double.isFinite(limit)) {
      throw new IllegalArgumentException("limit of '" + cost + "' is " + limit + ": a number");
    }
  }

  /**
   * Reads a limit: the name of a cost, {@code <=} or {@code >=}, and a number, which may end in K,
   * M or G for a thousand, a million and a thousand millions.
   *
   * @throws IllegalArgumentException when the text is not such, or no cost has this name
   */
  public static CostLimit parse(String text, Costs known) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "constraint '"
              + text
              + "': a cost, <= or >=, and a number that may end in K, M or G are allowed, as in"
              + " 'macs <= 330M'");
    }
    String cost = matcher.group(1);
    try {
      known.named(cost);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("constraint '" + text + "': " + e.getMessage(), e);
    }
    Side side = matcher.group(2).equals("<=") ? Side.AT_MOST : Side.AT_LEAST;
    double limit =
        new BigDecimal(matcher.group(3)).scaleByPowerOfTen(power(matcher.group(4))).doubleValue();
    return new CostLimit(cost, side, limit);
  }

  private static int power(String suffix) {
    return switch (suffix) {
      case "K" -> 3;
      case "M" -> 6;
      case "G" -> 9;
      default -> 0;
    };
  }

  /** Whether a value keeps the limit. */
  public boolean allows(double value) {
    return side == Side.AT_MOST ? value <= limit : value >= limit;
  }

  /** Whether a network keeps the limit. */
  public boolean allows(Network network, Costs costs) {
    return allows(costs.of(cost, network));
  }

  /** How far a value is beyond the limit, as a share of the limit; 0 when it is kept. */
  public double excess(double value) {
    double distance = allows(value) ? 0 : Math.abs(value - limit);
    return limit == 0 ? distance : distance / Math.abs(limit);
  }

  @Override
  public String toString() {
    return cost
        + " "
        + side.symbol
        + " "
        + BigDecimal.valueOf(limit).stripTrailingZeros().toPlainString();
  }
}
