package org.sparknas.supernet.module;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.kernel.ColumnRange;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Matrix;

/** Selected channels of several inputs behind each other. */
final class ChannelConcatenation implements Module {

  /**
   * What an input gives.
   *
   * @param taken of its channels
   * @param own the same channels of the output
   * @param first of them
   */
  private record Part(ChannelSelection taken, ChannelSelection own, int first) {}

  private final List<Part> parts = new ArrayList<>();
  private final int channels;

  /**
   * @param selections for each input its channels that are taken
   */
  ChannelConcatenation(List<ChannelSelection> selections) {
    channels = selections.stream().mapToInt(ChannelSelection::channels).sum();
    int first = 0;
    for (ChannelSelection taken : selections) {
      int end = first + taken.channels();
      parts.add(new Part(taken, ChannelSelection.slice(first, end, channels), first));
      first = end;
    }
  }

  @Override
  public Shape output(List<Shape> inputs) {
    return inputs.get(0).withChannels(channels);
  }

  @Override
  public void forward(Pass pass, List<FeatureMap> inputs, FeatureMap output) {
    for (int i = 0; i < parts.size(); i++) {
      ChannelSelection taken = parts.get(i).taken();
      ColumnRange place = new ColumnRange(output.matrix(), parts.get(i).first(), taken.channels());
      taken.forward(pass, inputs.get(i), place);
    }
  }

  @Override
  public void backward(
      Pass pass,
      IntFunction<FeatureMap> inputs,
      FeatureMap outputGradient,
      List<FeatureMap> inputGradients) {
    for (int i = 0; i < parts.size(); i++) {
      if (inputGradients.get(i) != null) {
        backward(pass, parts.get(i), outputGradient, inputGradients.get(i).matrix());
      }
    }
  }

  private static void backward(
      Pass pass, Part part, FeatureMap outputGradient, Matrix inputGradient) {
    if (part.taken().isWhole()) {
      part.own().forward(pass, outputGradient, ColumnRange.all(inputGradient));
    } else {
      Matrix gradient = pass.scratch(inputGradient.rows(), part.taken().channels());
      part.own().forward(pass, outputGradient, ColumnRange.all(gradient));
      part.taken().backward(pass, gradient, inputGradient);
    }
  }
}
