package org.sparknas.supernet.oneshot;

import java.util.List;

/**
 * The fixed outline of a OneShot network.
 *
 * @param channels output channels of each stage, even and growing
 * @param repeats choice blocks of each stage
 * @param strides stride of the first block of each stage, 1 or 2; the others have stride 1
 * @param stemChannels output channels of the first convolution, even
 * @param stemStride its stride, 1 or 2
 * @param lastChannels features that the classifier sees
 */
public record OneShotLayout(
    List<Integer> channels,
    List<Integer> repeats,
    List<Integer> strides,
    int stemChannels,
    int stemStride,
    int lastChannels) {

  /** Throws {@link IllegalArgumentException} when a number is out of range. */
  public OneShotLayout {
    channels = List.copyOf(channels);
    repeats = List.copyOf(repeats);
    strides = List.copyOf(strides);
    if (channels.isEmpty()
        || repeats.size() != channels.size()
        || strides.size() != channels.size()) {
      throw new IllegalArgumentException(
          "stage channels "
              + channels
              + ", repeats "
              + repeats
              + " and strides "
              + strides
              + ": one of each for every stage");
    }
    checkChannels("stem channels", stemChannels, 1);
    int previous = stemChannels;
    for (int stage = 0; stage < channels.size(); stage++) {
      checkChannels("channels of stage " + (stage + 1), channels.get(stage), previous);
      previous = channels.get(stage);
      if (repeats.get(stage) < 1) {
        throw new IllegalArgumentException(
            "repeats of stage " + (stage + 1) + " is " + repeats.get(stage) + ": at least 1");
      }
      checkStride("stride of stage " + (stage + 1), strides.get(stage));
    }
    checkStride("stem stride", stemStride);
    if (lastChannels < 1) {
      throw new IllegalArgumentException("last channels is " + lastChannels + ": at least 1");
    }
  }

  private static void checkChannels(String name, int value, int above) {
    if (value <= above || value % 2 != 0) {
      throw new IllegalArgumentException(name + " is " + value + ": even and more than " + above);
    }
  }

  private static void checkStride(String name, int value) {
    if (value != 1 && value != 2) {
      throw new IllegalArgumentException(name + " is " + value + ": 1 or 2");
    }
  }

  /** The layout of SPOS and OneShot: 64, 160, 320, 640 channels. */
  public static OneShotLayout oneShot() {
    return imageNet(64, 160, 320, 640);
  }

  /** The layout of ShuffleNetV2+: 48, 128, 256, 512 channels. */
  public static OneShotLayout shuffleNetV2Plus() {
    return imageNet(48, 128, 256, 512);
  }

  private static OneShotLayout imageNet(Integer... channels) {
    return new OneShotLayout(
        List.of(channels), List.of(4, 4, 8, 4), List.of(2, 2, 2, 2), 16, 2, 1024);
  }

  /** A layout by its published name; throws {@link IllegalArgumentException} for another. */
  public static OneShotLayout named(String name) {
    return switch (name) {
      case "OneShot" -> oneShot();
      case "ShuffleNetV2+" -> shuffleNetV2Plus();
      default ->
          throw new IllegalArgumentException(
              "layout '" + name + "': allowed are OneShot, ShuffleNetV2+");
    };
  }

  /** The number of choice blocks. */
  public int blocks() {
    return repeats.stream().mapToInt(Integer::intValue).sum();
  }
}
