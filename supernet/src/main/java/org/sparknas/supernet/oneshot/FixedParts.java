package org.sparknas.supernet.oneshot;

import org.sparknas.supernet.architecture.Activation;
import org.sparknas.supernet.architecture.ActivationFunction;
import org.sparknas.supernet.architecture.BatchNorm;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.BlockBuilder;
import org.sparknas.supernet.architecture.Convolution;
import org.sparknas.supernet.architecture.Dropout;
import org.sparknas.supernet.architecture.GlobalAveragePooling;
import org.sparknas.supernet.architecture.Linear;
import org.sparknas.supernet.architecture.Shape;

/** What no gene decides: the stem and the head. */
record FixedParts(OneShotSettings settings) {
  private Activation activation() {
    return new Activation(
        settings.squeezeExcitation() ? ActivationFunction.HARD_SWISH : ActivationFunction.RELU);
  }

  Block stem() {
    BlockBuilder builder = new BlockBuilder(OneShotSpace.STEM, settings.image());
    int channels = settings.layout().stemChannels();
    Convolution convolution =
        Convolution.of(settings.image().channels(), channels, 3, settings.layout().stemStride());
    convolved(builder, "convolution", convolution, 0);
    return builder.build();
  }

  Block head(Shape input) {
    BlockBuilder builder = new BlockBuilder(OneShotSpace.HEAD, input);
    int last = settings.layout().lastChannels();
    int features =
        switch (settings.head()) {
          case AFTER_POOLING -> {
            int pooled = builder.add("pool", new GlobalAveragePooling(), 0);
            yield linear(builder, "features", input.channels(), last, pooled);
          }
          case SQUEEZE_EXCITATION -> {
            int narrow = OneShotSpace.roundUpToEight((int) Math.ceil(last * 0.75));
            Convolution convolution = Convolution.pointwise(input.channels(), narrow, false);
            int value = convolved(builder, "features", convolution, 0);
            value = builder.add("pool", new GlobalAveragePooling(), value);
            value = builder.add("excitation", ChoiceBlock.squeeze(narrow), value);
            yield linear(builder, "mix", narrow, last, value);
          }
          case PLAIN -> {
            Convolution convolution = Convolution.pointwise(input.channels(), last, false);
            int value = convolved(builder, "features", convolution, 0);
            yield builder.add("pool", new GlobalAveragePooling(), value);
          }
        };
    int dropped = builder.add("dropout", new Dropout(settings.dropout()), features);
    builder.add("classifier", new Linear(last, settings.classes(), true), dropped);
    return builder.build();
  }

  private int convolved(BlockBuilder builder, String node, Convolution convolution, int value) {
    int convolved = builder.add(node, convolution, value);
    BatchNorm norm = new BatchNorm(convolution.outputChannels());
    return builder.add(
        node + ".activation", activation(), builder.add(node + ".norm", norm, convolved));
  }

  private int linear(BlockBuilder builder, String node, int from, int to, int value) {
    int mapped = builder.add(node, new Linear(from, to, true), value);
    return builder.add(node + ".activation", activation(), mapped);
  }
}
