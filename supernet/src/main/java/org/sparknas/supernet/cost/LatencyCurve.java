package org.sparknas.supernet.cost;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The time of one kind of block by its width: measured at some widths, linear between them. */
public final class LatencyCurve implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] widths;
  private final double[] milliseconds;

  /**
   * A curve through these points.
   *
   * @param widths rising, at least one
   * @param milliseconds as many
   */
  public LatencyCurve(int[] widths, double[] milliseconds) {
    if (widths.length == 0 || widths.length != milliseconds.length) {
      throw new IllegalArgumentException(
          widths.length + " widths and " + milliseconds.length + " times: as many, at least one");
    }
    for (int i = 1; i < widths.length; i++) {
      if (widths[i] <= widths[i - 1]) {
        throw new IllegalArgumentException(
            "width " + widths[i] + " follows " + widths[i - 1] + ": widths rise");
      }
    }
    this.widths = widths.clone();
    this.milliseconds = milliseconds.clone();
  }

  /** The least width that has a time. */
  public int smallestWidth() {
    return widths[0];
  }

  /** The greatest width that has a time. */
  public int largestWidth() {
    return widths[widths.length - 1];
  }

  /** The time of a width; throws {@link IllegalArgumentException} for one beyond the curve. */
  public double at(int width) {
    int found = Arrays.binarySearch(widths, width);
    if (found >= 0) {
      return milliseconds[found];
    }
    int next = -found - 1;
    if (next == 0 || next == widths.length) {
      throw new IllegalArgumentException(
          "width "
              + width
              + ": from "
              + smallestWidth()
              + " to "
              + largestWidth()
              + " have a time");
    }
    double share = (double) (width - widths[next - 1]) / (widths[next] - widths[next - 1]);
    return milliseconds[next - 1] + share * (milliseconds[next] - milliseconds[next - 1]);
  }

  /** Whether each width of a range has a time, finite and not negative. */
  public boolean isSound(int smallest, int largest) {
    if (smallest < smallestWidth() || largest > largestWidth()) {
      return false;
    }
    return isTime(at(smallest))
        && isTime(at(largest))
        // Between its points a curve is no lower and no higher than at them.
        && Arrays.stream(widths)
            .filter(width -> width > smallest && width < largest)
            .allMatch(width -> isTime(at(width)));
  }

  /**
   * A stretch on which a wider block takes less time.
   *
   * @param widest the width up to which times fall
   */
  public record Fall(int narrowest, double before, int widest, double after) {
    @Override
    public String toString() {
      return "from %s ms at width %d to %s ms at %d".formatted(before, narrowest, after, widest);
    }
  }

  /** The stretches of a range on which times fall, each as long as it goes on falling. */
  public List<Fall> falls(int smallest, int largest) {
    int[] places =
        IntStream.concat(
                IntStream.of(smallest, largest),
                Arrays.stream(widths).filter(width -> width > smallest && width < largest))
            .sorted()
            .toArray();
    List<Fall> falls = new ArrayList<>();
    int top = 0;
    for (int i = 1; i <= places.length; i++) {
      if (i == places.length || at(places[i]) >= at(places[i - 1])) {
        if (i - 1 > top) {
          falls.add(new Fall(places[top], at(places[top]), places[i - 1], at(places[i - 1])));
        }
        top = i;
      }
    }
    return falls;
  }

  private static boolean isTime(double value) {
    return value >= 0 && Double.isFinite(value);
  }
}
