package org.sparknas.supernet.tfnas;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.sparknas.supernet.architecture.ActivationFunction;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.module.Supernet;
import org.sparknas.supernet.module.TestParameters;

/**
 * A space of three places and four operations, smooth everywhere, so that finite differences are
 * right; with images and labels.
 */
final class SmallSearch {
  static final int IMAGES = 4;
  static final int CLASSES = 3;

  static final TfnasSpace SPACE = space(2);
  static final TfnasLatency LATENCY =
      new TfnasLatency(SPACE, ElasticityScalingTest.oneMillisecondAChannel(SPACE));
  static final OperationWidths WIDTHS = OperationWidths.initial(SPACE);
  static final Supernet SUPERNET = new Supernet(SPACE);
  static final int[] LABELS = IntStream.range(0, IMAGES).map(i -> i % CLASSES).toArray();

  private SmallSearch() {}

  /** The space with so many blocks in its first stage. */
  static TfnasSpace space(int layers) {
    ActivationFunction swish = ActivationFunction.SWISH;
    List<TfnasStage> stages =
        List.of(new TfnasStage(3, layers, 2, swish), new TfnasStage(4, 1, 1, swish));
    return new TfnasSpace(
        new TfnasSettings(
            new Shape(4, 4, 2),
            CLASSES,
            new TfnasLayout(3, 1, swish, 2, stages, 5, swish),
            TfnasSettings.KERNELS,
            List.of(Expansion.of(3)),
            true,
            0));
  }

  static float[] values() {
    return SUPERNET.initialValues(new TfnasInitialization(), 3);
  }

  static FeatureMap images(DataType type) {
    Shape shape = SPACE.tfnasSettings().image();
    return new TestParameters(5, type)
        .images(IMAGES, shape.height(), shape.width(), shape.channels());
  }

  /** Logits that differ. */
  static ArchitectureParameters parameters(DepthScheme scheme) {
    SplittableRandom random = new SplittableRandom(21);
    ArchitectureParameters initial = ArchitectureParameters.initial(SPACE, scheme);
    return initial.withFlat(
        IntStream.range(0, initial.flat().length).mapToDouble(i -> random.nextDouble()).toArray());
  }
}
