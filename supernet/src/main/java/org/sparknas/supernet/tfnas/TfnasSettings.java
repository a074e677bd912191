package org.sparknas.supernet.tfnas;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.sparknas.supernet.architecture.ActivationFunction;
import org.sparknas.supernet.architecture.Shape;

/**
 * What makes a TF-NAS space. Its operations are all kernels with all expansions, without
 * squeeze-and-excitation and then, where there is one, with it.
 *
 * @param image shape of an image
 * @param classes outputs of the classifier
 * @param squeezeExcitation in half of the operations, and in the first block
 * @param dropout before the classifier
 */
public record TfnasSettings(
    Shape image,
    int classes,
    TfnasLayout layout,
    List<Integer> kernels,
    List<Expansion> expansions,
    boolean squeezeExcitation,
    double dropout)
    implements Serializable {

  /** The kernels of the paper. */
  public static final List<Integer> KERNELS = List.of(3, 5);

  /** The expansions of the paper. */
  public static final List<Expansion> EXPANSIONS = List.of(Expansion.of(3), Expansion.of(6));

  /** Throws {@link IllegalArgumentException} when a value is out of range. */
  public TfnasSettings {
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(layout, "layout");
    kernels = List.copyOf(kernels);
    expansions = List.copyOf(expansions);
    if (classes < 2) {
      throw new IllegalArgumentException("classes is " + classes + ": at least 2");
    }
    if (!areDistinct(kernels) || kernels.stream().anyMatch(each -> each < 1 || each % 2 == 0)) {
      throw new IllegalArgumentException(
          "kernels is " + kernels + ": at least one, odd and positive, all different");
    }
    if (!areDistinct(expansions.stream().map(Expansion::initial).toList())) {
      throw new IllegalArgumentException(
          "expansions is " + expansions + ": at least one, all different");
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("dropout is " + dropout + ": 0 <= dropout < 1");
    }
  }

  private static boolean areDistinct(List<Integer> values) {
    return !values.isEmpty() && new HashSet<>(values).size() == values.size();
  }

  /** The paper's space for ImageNet, without dropout: only retraining has it. */
  public static TfnasSettings imageNet() {
    return new TfnasSettings(
        new Shape(224, 224, 3), 1000, TfnasLayout.tfnas(), KERNELS, EXPANSIONS, true, 0);
  }

  /** The paper's MobileNetV2-based space for ImageNet. */
  public static TfnasSettings mobileNetV2() {
    return new TfnasSettings(
        new Shape(224, 224, 3), 1000, TfnasLayout.mobileNetV2(), KERNELS, EXPANSIONS, false, 0);
  }

  /** This space for another number of classes. */
  public TfnasSettings withClasses(int other) {
    return new TfnasSettings(image, other, layout, kernels, expansions, squeezeExcitation, dropout);
  }

  /** The candidates of every block, in the order of the original. */
  public List<TfnasOperation> operations() {
    Stream<Boolean> excitations = squeezeExcitation ? Stream.of(false, true) : Stream.of(false);
    return excitations
        .flatMap(
            excitation ->
                kernels.stream()
                    .flatMap(
                        kernel ->
                            expansions.stream()
                                .map(each -> new TfnasOperation(kernel, each, excitation))))
        .toList();
  }

  /** Channels inside the squeeze-and-excitation of the first block; 0 without one. */
  int firstSqueezed() {
    return squeezeExcitation ? Math.max(1, layout.stemChannels() / 4) : 0;
  }

  /** The JSON of these settings. */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.putArray("image").add(image.height()).add(image.width()).add(image.channels());
    json.put("classes", classes);
    json.put("stem_channels", layout.stemChannels());
    json.put("stem_stride", layout.stemStride());
    json.put("stem_activation", word(layout.stemActivation()));
    json.put("first_channels", layout.firstChannels());
    ArrayNode channels = json.putArray("stage_channels");
    ArrayNode layers = json.putArray("stage_layers");
    ArrayNode strides = json.putArray("stage_strides");
    ArrayNode activations = json.putArray("stage_activations");
    for (TfnasStage stage : layout.stages()) {
      channels.add(stage.channels());
      layers.add(stage.layers());
      strides.add(stage.stride());
      activations.add(word(stage.activation()));
    }
    json.put("last_channels", layout.lastChannels());
    json.put("last_activation", word(layout.lastActivation()));
    ArrayNode sizes = json.putArray("kernels");
    kernels.forEach(sizes::add);
    ArrayNode widths = json.putArray("expansions");
    for (Expansion each : expansions) {
      widths
          .addObject()
          .put("initial", each.initial())
          .put("smallest", each.smallest())
          .put("largest", each.largest())
          .put("squeezed", each.squeezed());
    }
    json.put("squeeze_excitation", squeezeExcitation);
    json.put("dropout", dropout);
    return json;
  }

  /** How settings, files and tables write a function: {@code relu}, {@code swish}. */
  static String word(ActivationFunction function) {
    return function.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
