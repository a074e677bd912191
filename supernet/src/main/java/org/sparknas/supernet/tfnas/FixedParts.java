package org.sparknas.supernet.tfnas;

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

/** What is not searched: the stem, the first block and the head. */
record FixedParts(TfnasSettings settings) {

  Block stem() {
    TfnasLayout layout = settings.layout();
    BlockBuilder builder = new BlockBuilder(TfnasSpace.STEM, settings.image());
    Convolution convolution =
        Convolution.of(settings.image().channels(), layout.stemChannels(), 3, layout.stemStride());
    convolved(builder, "convolution", convolution, layout.stemActivation());
    return builder.build();
  }

  Block first(Shape input) {
    TfnasLayout layout = settings.layout();
    return new InvertedResidual(
            TfnasSpace.FIRST,
            input,
            layout.firstChannels(),
            3,
            1,
            settings.firstSqueezed(),
            layout.stemActivation())
        .block(input.channels());
  }

  Block head(Shape input) {
    TfnasLayout layout = settings.layout();
    int last = layout.lastChannels();
    BlockBuilder builder = new BlockBuilder(TfnasSpace.HEAD, input);
    Convolution features = Convolution.pointwise(input.channels(), last, false);
    int value = convolved(builder, "features", features, layout.lastActivation());
    value = builder.add("pool", new GlobalAveragePooling(), value);
    value = builder.add("dropout", new Dropout(settings.dropout()), value);
    builder.add("classifier", new Linear(last, settings.classes(), true), value);
    return builder.build();
  }

  private static int convolved(
      BlockBuilder builder, String node, Convolution convolution, ActivationFunction function) {
    int value = builder.add(node, convolution, 0);
    value = builder.add(node + ".norm", new BatchNorm(convolution.outputChannels()), value);
    return builder.add(node + ".activation", new Activation(function), value);
  }
}
