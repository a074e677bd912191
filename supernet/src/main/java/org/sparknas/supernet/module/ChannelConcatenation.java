package org.sparknas.supernet.module;

import java.util.List;
import java.util.function.IntFunction;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.kernel.ColumnRange;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Matrix;

/** Selected channels of several inputs behind each other. */
final class ChannelConcatenation implements Module {

  private final List<ChannelSelection> selections;

  /**
   * @param selections for each input its channels that are taken
   */
  ChannelConcatenation(List<ChannelSelection> selections) {
    this.selections = List.copyOf(selections);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    int channels = selections.stream().mapToInt(ChannelSelection::channels).sum();
    return inputs.get(0).withChannels(channels);
  }

  @Override
  public void forward(Pass pass, List<FeatureMap> inputs, FeatureMap output) {
    int first = 0;
    for (int i = 0; i < selections.size(); i++) {
      int count = selections.get(i).channels();
      ColumnRange place = new ColumnRange(output.matrix(), first, count);
      selections.get(i).forward(pass, inputs.get(i), place);
      first += count;
    }
  }

  @Override
  public void backward(
      Pass pass,
      IntFunction<FeatureMap> inputs,
      FeatureMap outputGradient,
      List<FeatureMap> inputGradients) {
    int first = 0;
    for (int i = 0; i < selections.size(); i++) {
      ChannelSelection selection = selections.get(i);
      if (inputGradients.get(i) != null) {
        backward(pass, selection, outputGradient, first, inputGradients.get(i).matrix());
      }
      first += selection.channels();
    }
  }

  /**
   * @param first of the output's channels that are this input's
   */
  private static void backward(
      Pass pass,
      ChannelSelection selection,
      FeatureMap outputGradient,
      int first,
      Matrix inputGradient) {
    int count = selection.channels();
    ChannelSelection own = ChannelSelection.slice(first, first + count, outputGradient.channels());
    if (selection.isWhole()) {
      own.forward(pass, outputGradient, ColumnRange.all(inputGradient));
    } else {
      Matrix gradient = pass.scratch(inputGradient.rows(), count);
      own.forward(pass, outputGradient, ColumnRange.all(gradient));
      selection.backward(pass, gradient, inputGradient);
    }
  }
}
