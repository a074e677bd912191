package org.sparknas.supernet.oneshot;

import org.sparknas.supernet.architecture.Activation;
import org.sparknas.supernet.architecture.ActivationFunction;
import org.sparknas.supernet.architecture.BatchNorm;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.BlockBuilder;
import org.sparknas.supernet.architecture.ChannelShuffle;
import org.sparknas.supernet.architecture.ChannelSlice;
import org.sparknas.supernet.architecture.Concatenation;
import org.sparknas.supernet.architecture.Convolution;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.architecture.SqueezeExcitation;

/**
 * A place for a choice block. With stride 1 the shuffled input is split: one half stays, the other
 * goes through the main branch. With stride 2 both branches take the whole input.
 */
record ChoiceBlock(
    String name,
    Shape input,
    int outputChannels,
    int stride,
    ActivationFunction activation,
    boolean squeezeExcitation) {

  /** The block of an operation with {@code middle} channels inside its main branch. */
  Block block(OneShotOperation operation, int middle) {
    BlockBuilder builder = new BlockBuilder(name + "." + operation.value(), input);
    int channels = stride == 1 ? input.channels() / 2 : input.channels();
    int project;
    int main;
    if (stride == 1) {
      int shuffled = builder.add("shuffle", new ChannelShuffle(2), 0);
      project = builder.add("keep", new ChannelSlice(0, channels), shuffled);
      main = builder.add("take", new ChannelSlice(channels, 2 * channels), shuffled);
    } else {
      project = depthwise(builder, "project.depthwise", channels, operation.kernel(), stride, 0);
      project = pointwise(builder, "project.pointwise", channels, channels, project);
      main = 0;
    }
    int mainOutput = outputChannels - channels;
    if (operation == OneShotOperation.SXB3) {
      main = depthwise(builder, "main.depthwise1", channels, 3, stride, main);
      main = pointwise(builder, "main.pointwise1", channels, middle, main);
      main = depthwise(builder, "main.depthwise2", middle, 3, 1, main);
      main = pointwise(builder, "main.pointwise2", middle, middle, main);
      main = depthwise(builder, "main.depthwise3", middle, 3, 1, main);
      main = pointwise(builder, "main.pointwise3", middle, mainOutput, main);
    } else {
      main = pointwise(builder, "main.pointwise1", channels, middle, main);
      main = depthwise(builder, "main.depthwise", middle, operation.kernel(), stride, main);
      main = pointwise(builder, "main.pointwise2", middle, mainOutput, main);
    }
    if (squeezeExcitation) {
      main = builder.add("main.excitation", squeeze(mainOutput), main);
    }
    builder.add("join", new Concatenation(), project, main);
    return builder.build();
  }

  /** Squeezes to a quarter of the channels, rounded up to a multiple of 8. */
  static SqueezeExcitation squeeze(int channels) {
    return SqueezeExcitation.mobileNetV3(
        channels, Math.max(8, OneShotSpace.roundUpToEight(channels / 4)));
  }

  private static int depthwise(
      BlockBuilder builder, String node, int channels, int kernel, int stride, int value) {
    int convolved = builder.add(node, Convolution.depthwise(channels, kernel, stride), value);
    return builder.add(node + ".norm", new BatchNorm(channels), convolved);
  }

  private int pointwise(BlockBuilder builder, String node, int from, int to, int value) {
    int convolved = builder.add(node, Convolution.pointwise(from, to, false), value);
    int normalized = builder.add(node + ".norm", new BatchNorm(to), convolved);
    return builder.add(node + ".activation", new Activation(activation), normalized);
  }
}
