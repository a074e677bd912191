package org.sparknas.job.benchmark;

import java.util.ArrayList;
import java.util.List;
import org.sparknas.supernet.architecture.Activation;
import org.sparknas.supernet.architecture.ActivationFunction;
import org.sparknas.supernet.architecture.BatchNorm;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.BlockBuilder;
import org.sparknas.supernet.architecture.Convolution;
import org.sparknas.supernet.architecture.GlobalAveragePooling;
import org.sparknas.supernet.architecture.Linear;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.tfnas.InvertedResidual;
import org.sparknas.supernet.tfnas.TfnasSettings;
import org.sparknas.supernet.tfnas.TfnasSpace;

/** The networks that are timed against other engines. */
final class BenchmarkNetworks {
  private static final int EXPANSION = 6;

  /** Output channels, stride and kernel of each block of {@link #mbconv6}. */
  private static final int[][] MBCONV6 = {
    {24, 1, 3}, {24, 1, 5}, {40, 2, 3}, {40, 1, 5}, {80, 2, 3}, {80, 1, 3}
  };

  private BenchmarkNetworks() {}

  /**
   * Six inverted residuals on images of 32 x 32 pixels, ten classes.
   *
   * @param activation behind the stem, the widening and the depthwise convolutions
   */
  static Network mbconv6(ActivationFunction activation) {
    BlockBuilder stem = new BlockBuilder("stem", new Shape(32, 32, 3));
    int value = stem.add("convolution", Convolution.of(3, 16, 3, 1), 0);
    value = stem.add("norm", new BatchNorm(16), value);
    stem.add("activation", new Activation(activation), value);
    List<Block> blocks = new ArrayList<>(List.of(stem.build()));
    for (int[] row : MBCONV6) {
      Shape input = blocks.get(blocks.size() - 1).output();
      String name = "block" + blocks.size();
      blocks.add(
          new InvertedResidual(name, input, row[0], row[2], row[1], 0, activation)
              .block(EXPANSION * input.channels()));
    }
    Shape last = blocks.get(blocks.size() - 1).output();
    BlockBuilder head = new BlockBuilder("head", last);
    int pooled = head.add("pool", new GlobalAveragePooling(), 0);
    head.add("classifier", new Linear(last.channels(), 10, true), pooled);
    blocks.add(head.build());
    return Network.chain(blocks);
  }

  /** TF-NAS-A as published: 224 x 224 pixels, 1,000 classes, without dropout. */
  static Network tfnasA() {
    return new TfnasSpace(TfnasSettings.imageNet())
        .architecture(
            List.of(5, 3, 5, 1, 7, 7, 1, 1, 1, 5, 1, 5, 5, 1, 1, 5, 5, 7),
            List.of(
                83, 128, 138, 297, 170, 248, 500, 424, 477, 504, 796, 723, 555, 813, 1370, 1138,
                1359, 1203),
            List.of(2, 3, 4, 4, 4, 1))
        .network();
  }
}
