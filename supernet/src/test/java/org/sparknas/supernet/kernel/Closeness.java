package org.sparknas.supernet.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How near a kernel comes to the loops. */
final class Closeness {

  private Closeness() {}

  /**
   * Rounding errors of a sum grow at random, as the root of its number of summands; each is at most
   * the unit of the largest value on the way. Eight of them leave room for the handful of
   * operations before and after the sum.
   */
  static void assertClose(INDArray actual, double[] expected, double summands) {
    double unit = actual.dataType() == DataType.DOUBLE ? 0x1p-53 : 0x1p-24;
    double[] values = WatchedArrays.values(actual);
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

  /** At least 1, the size of the inputs. */
  private static double largest(double[] values) {
    double largest = 1;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
