package org.sparknas.supernet.tfnas;

import java.util.Arrays;
import org.sparknas.supernet.architecture.ParameterShape;
import org.sparknas.supernet.module.ParameterLayout;

/**
 * Orders the channels inside an operation by their importance, so that a width is a prefix and
 * holds the most important ones. All parameters move alike, and so does what belongs to them; what
 * the operation computes at full width stays the same. Channels beyond the width keep their weights
 * and may come back.
 */
public record ChannelOrder(SearchedBlock place, int operation, ParameterLayout layout) {

  /**
   * Orders them.
   *
   * @param values of all parameters
   * @param others vectors as long as the values, such as their momentum
   * @return for each place the channel that now stands there, by its place before
   */
  public int[] apply(float[] values, float[]... others) {
    ParameterLayout.Slot depthwise =
        layout.slot(place.blockName(operation) + "." + InvertedResidual.DEPTHWISE + ".weight");
    int from = depthwise.offset();
    int channels = depthwise.shape().columns();
    int taps = depthwise.shape().rows();
    int[] order =
        ChannelImportance.order(
            Arrays.copyOfRange(values, from, from + taps * channels), taps, channels);
    for (ParameterShape shape : place.widest(operation).parameters()) {
      permute(shape, order, values);
      for (float[] other : others) {
        permute(shape, order, other);
      }
    }
    return order;
  }

  private void permute(ParameterShape wide, int[] order, float[] vector) {
    ParameterShape narrow = narrow(wide.name());
    int[] rows = narrow.rows() < wide.rows() ? order : identity(wide.rows());
    int[] columns = narrow.columns() < wide.columns() ? order : identity(wide.columns());
    int offset = layout.slot(wide.name()).offset();
    float[] before = Arrays.copyOfRange(vector, offset, offset + Math.toIntExact(wide.size()));
    for (int row = 0; row < rows.length; row++) {
      for (int column = 0; column < columns.length; column++) {
        vector[offset + row * columns.length + column] =
            before[rows[row] * columns.length + columns[column]];
      }
    }
  }

  /** The parameter of the narrowest block: what is shorter there counts channels. */
  private ParameterShape narrow(String name) {
    return place.block(operation, place.smallestWidth(operation)).parameters().stream()
        .filter(shape -> shape.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static int[] identity(int length) {
    int[] numbers = new int[length];
    Arrays.setAll(numbers, i -> i);
    return numbers;
  }
}
