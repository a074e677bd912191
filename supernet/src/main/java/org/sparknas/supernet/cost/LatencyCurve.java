package org.sparknas.supernet.cost;

import java.io.Serializable;
import java.util.Arrays;

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

  private static boolean isTime(double value) {
    return value >= 0 && Double.isFinite(value);
  }
}
