package org.sparknas.supernet.tfnas;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import org.sparknas.supernet.architecture.ActivationFunction;

/**
 * The outline of a TF-NAS network.
 *
 * @param stemChannels output channels of the first convolution
 * @param stemStride its stride, 1 or 2
 * @param stemActivation behind it, and in the first block
 * @param firstChannels output channels of the first block, which does not widen and is not searched
 * @param lastChannels features that the classifier sees
 * @param lastActivation behind the convolution that makes them
 */
public record TfnasLayout(
    int stemChannels,
    int stemStride,
    ActivationFunction stemActivation,
    int firstChannels,
    List<TfnasStage> stages,
    int lastChannels,
    ActivationFunction lastActivation)
    implements Serializable {

  /** Throws {@link IllegalArgumentException} when a number is out of range. */
  public TfnasLayout {
    Objects.requireNonNull(stemActivation, "stemActivation");
    Objects.requireNonNull(lastActivation, "lastActivation");
    stages = List.copyOf(stages);
    atLeastOne("stem channels", stemChannels);
    atLeastOne("channels of the first block", firstChannels);
    atLeastOne("last channels", lastChannels);
    atLeastOne("number of stages", stages.size());
    if (stemStride != 1 && stemStride != 2) {
      throw new IllegalArgumentException("stem stride is " + stemStride + ": 1 or 2");
    }
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + ": at least 1");
    }
  }

  /** The paper's: six stages, ReLU up to the first of them and swish from then on. */
  public static TfnasLayout tfnas() {
    ActivationFunction relu = ActivationFunction.RELU;
    ActivationFunction swish = ActivationFunction.SWISH;
    return new TfnasLayout(
        32,
        2,
        relu,
        16,
        List.of(
            new TfnasStage(24, 2, 2, relu),
            new TfnasStage(40, 3, 2, swish),
            new TfnasStage(80, 4, 2, swish),
            new TfnasStage(112, 4, 1, swish),
            new TfnasStage(192, 4, 2, swish),
            new TfnasStage(320, 1, 1, swish)),
        1280,
        swish);
  }

  /** The paper's second space, made of MobileNetV2; it has no squeeze-and-excitation. */
  public static TfnasLayout mobileNetV2() {
    ActivationFunction relu6 = ActivationFunction.RELU6;
    return new TfnasLayout(
        32,
        2,
        relu6,
        16,
        List.of(
            new TfnasStage(24, 2, 2, relu6),
            new TfnasStage(32, 3, 2, relu6),
            new TfnasStage(64, 4, 2, relu6),
            new TfnasStage(96, 4, 1, relu6),
            new TfnasStage(160, 4, 2, relu6),
            new TfnasStage(320, 1, 1, relu6)),
        1280,
        relu6);
  }

  /** The number of searched blocks, at full depth. */
  public int blocks() {
    return stages.stream().mapToInt(TfnasStage::layers).sum();
  }
}
