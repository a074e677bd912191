package org.sparknas.evolution;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** No candidate within all limits was found; says for each limit how near one came. */
public final class NoFeasibleCandidateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The value seen that was nearest to a limit, or within it. */
  public record Nearest(Limit limit, double value) {

    @Override
    public String toString() {
      String number =
          Double.isFinite(value)
              ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
              : String.valueOf(value);
      return limit.allows(value)
          ? "%s: kept by some (%s), but by none that kept all".formatted(limit.text(), number)
          : "%s: nearest seen %s".formatted(limit.text(), number);
    }
  }

  private final transient List<Nearest> nearest;
  private final int tries;

  NoFeasibleCandidateException(List<Nearest> nearest, int tries) {
    super(
        "no candidate keeps the limits after %d tries (%s)"
            .formatted(
                tries, nearest.stream().map(Nearest::toString).collect(Collectors.joining("; "))));
    this.nearest = List.copyOf(nearest);
    this.tries = tries;
  }

  /** The nearest value seen, for each limit in their order. */
  public List<Nearest> nearest() {
    return nearest;
  }

  /** How many candidates were drawn. */
  public int tries() {
    return tries;
  }
}
