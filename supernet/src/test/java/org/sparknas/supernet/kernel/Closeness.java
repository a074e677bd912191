package org.sparknas.supernet.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;

/** How near a kernel comes to the loops. */
final class Closeness {

  private Closeness() {}

  /**
   * Rounding errors of a sum grow at random, as the root of its number of summands; each is at most
   * the unit of the largest value on the way. Eight of them leave room for the handful of
   * operations before and after the sum.
   */
  static void assertClose(Matrix actual, double[] expected, double summands) {
    assertClose(actual.type(), WatchedArrays.values(actual), expected, summands);
  }

  /** The same for numbers that were computed in a type. */
  static void assertClose(DataType type, double[] values, double[] expected, double summands) {
    double unit = type == DataType.DOUBLE ? 0x1p-53 : 0x1p-24;
    assertThat(values).hasSameSizeAs(expected);
    double tolerance = 8 * unit * Math.sqrt(summands) * largest(expected);
    for (int i = 0; i < values.length; i++) {
      // AssertJ describes thousands of elements slowly; a NaN is not within the tolerance either.
      if (!(Math.abs(values[i] - expected[i]) <= tolerance)) {
        assertThat(values[i])
            .as("element %d of %d", i, values.length)
            .isCloseTo(expected[i], within(tolerance));
      }
    }
  }

  static void assertClose(FeatureMap actual, double[] expected, double summands) {
    assertClose(actual.matrix(), expected, summands);
  }

  /** What is expected of a kernel that adds to a result of twos. */
  static double[] plusTwo(double[] sums) {
    return Arrays.stream(sums).map(sum -> 2 + sum).toArray();
  }

  /** At least 1, the size of the inputs. */
  private static double largest(double[] values) {
    double largest = 1;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
