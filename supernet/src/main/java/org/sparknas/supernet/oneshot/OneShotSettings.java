package org.sparknas.supernet.oneshot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.sparknas.supernet.architecture.Shape;

/**
 * What makes a OneShot space.
 *
 * @param image shape of an image
 * @param classes outputs of the classifier
 * @param squeezeExcitation hard-swish everywhere but in the first stage, and squeeze-and-excitation
 *     in the later half of the stages; else ReLU and none
 * @param head the squeeze-and-excitation head needs {@code squeezeExcitation}
 * @param scales what the width of a block is multiplied by, ascending
 * @param dropout before the classifier; the original has 0.2 with squeeze-and-excitation, else 0.1
 */
public record OneShotSettings(
    Shape image,
    int classes,
    OneShotLayout layout,
    boolean squeezeExcitation,
    OneShotHead head,
    List<Double> scales,
    double dropout) {

  /** The ten channel scales of the original. */
  public static final List<Double> ALL_SCALES =
      List.of(0.2, 0.4, 0.6, 0.8, 1.0, 1.2, 1.4, 1.6, 1.8, 2.0);

  /** Throws {@link IllegalArgumentException} when a value is out of range. */
  public OneShotSettings {
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(layout, "layout");
    Objects.requireNonNull(head, "head");
    scales = List.copyOf(scales);
    if (classes < 2) {
      throw new IllegalArgumentException("classes is " + classes + ": at least 2");
    }
    if (head == OneShotHead.SQUEEZE_EXCITATION && !squeezeExcitation) {
      throw new IllegalArgumentException(
          "head is 'squeeze-excitation' without squeeze-and-excitation: allowed are"
              + " 'after-pooling' and 'plain'");
    }
    if (!isAscending(scales)) {
      throw new IllegalArgumentException(
          "scales is " + scales + ": at least one, positive and ascending");
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("dropout is " + dropout + ": 0 <= dropout < 1");
    }
  }

  private static boolean isAscending(List<Double> scales) {
    return !scales.isEmpty()
        && scales.stream().allMatch(scale -> scale > 0 && Double.isFinite(scale))
        && IntStream.range(1, scales.size()).allMatch(i -> scales.get(i - 1) < scales.get(i));
  }

  /** The space of OneShot+ and OneShot-S+: ImageNet, squeeze-and-excitation, ten scales. */
  public static OneShotSettings imageNet() {
    return new OneShotSettings(
        new Shape(224, 224, 3),
        1000,
        OneShotLayout.oneShot(),
        true,
        OneShotHead.AFTER_POOLING,
        ALL_SCALES,
        0.2);
  }

  /** Whether a stage, counted from 0, has squeeze-and-excitation. */
  boolean squeezesStage(int stage) {
    return squeezeExcitation && stage >= layout.channels().size() / 2;
  }

  /** The JSON of these settings. */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.putArray("image").add(image.height()).add(image.width()).add(image.channels());
    json.put("classes", classes);
    putAll(json, "stage_channels", layout.channels());
    putAll(json, "stage_repeats", layout.repeats());
    putAll(json, "stage_strides", layout.strides());
    json.put("stem_channels", layout.stemChannels());
    json.put("stem_stride", layout.stemStride());
    json.put("last_channels", layout.lastChannels());
    json.put("squeeze_excitation", squeezeExcitation);
    json.put("head", head.value());
    ArrayNode factors = json.putArray("scales");
    scales.forEach(factors::add);
    json.put("dropout", dropout);
    return json;
  }

  private static void putAll(ObjectNode json, String name, List<Integer> values) {
    ArrayNode array = json.putArray(name);
    values.forEach(array::add);
  }
}
