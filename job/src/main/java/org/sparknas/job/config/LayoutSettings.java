package org.sparknas.job.config;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.sparknas.supernet.oneshot.OneShotLayout;

/** The settings of a OneShot outline: a published one by its name, or one's own in full. */
final class LayoutSettings {
  /** Settings that only custom outlines have, of whatever space. */
  static final List<String> CUSTOM_ONLY =
      List.of(
          "space.stage-channels",
          "space.stage-repeats",
          "space.stage-strides",
          "space.stem-channels",
          "space.stem-stride",
          "space.last-channels");

  private static final OneShotLayout DEFAULTS = OneShotLayout.oneShot();

  private LayoutSettings() {}

  static OneShotLayout read(Settings settings) {
    String name =
        settings.oneOf(
            "space.layout", Choices.of("original", "OneShot", "ShuffleNetV2+", "custom"));
    if (name.equals("custom")) {
      return custom(settings);
    }
    refuseCustom(settings, name);
    return name.equals("original") ? OneShotLayout.oneShot() : OneShotLayout.named(name);
  }

  /** Refuses what only custom outlines have. */
  static void refuseCustom(Settings settings, String name) {
    for (String path : CUSTOM_ONLY) {
      if (settings.isSet(path)) {
        settings.refuse(path, "left out unless space.layout is custom; it is " + name);
      }
    }
  }

  private static OneShotLayout custom(Settings settings) {
    int stem = orElse(settings, "space.stem-channels", DEFAULTS.stemChannels(), 2, 4096);
    if (stem % 2 != 0) {
      settings.refuse("space.stem-channels", "even");
      stem = DEFAULTS.stemChannels();
    }
    int widest = stem;
    List<Integer> channels =
        settings
            .integers("space.stage-channels")
            .where(list -> areChannels(list, widest), "even numbers that grow, above " + stem);
    int stages = channels.size();
    List<Integer> repeats = repeats(settings, stages);
    List<Integer> strides = strides(settings, stages);
    int stemStride = orElse(settings, "space.stem-stride", DEFAULTS.stemStride(), 1, 2);
    int last = orElse(settings, "space.last-channels", DEFAULTS.lastChannels(), 1, 65536);
    return settings.hasProblems()
        ? DEFAULTS
        : new OneShotLayout(channels, repeats, strides, stem, stemStride, last);
  }

  /** How many blocks each stage has. */
  static List<Integer> repeats(Settings settings, int stages) {
    return settings
        .integers("space.stage-repeats")
        .where(
            list -> isPerStage(list, stages) && list.stream().allMatch(each -> each >= 1),
            "a number of 1 or more for each of the " + stages + " stages");
  }

  /** The stride of each stage; 2 where left out. */
  static List<Integer> strides(Settings settings, int stages) {
    if (!settings.isSet("space.stage-strides")) {
      return Collections.nCopies(stages, 2);
    }
    return settings
        .integers("space.stage-strides")
        .where(
            list ->
                isPerStage(list, stages) && list.stream().allMatch(each -> each == 1 || each == 2),
            "1 or 2 for each of the " + stages + " stages");
  }

  /** Where the stages themselves are refused, nothing is said of what depends on them. */
  private static boolean isPerStage(List<Integer> list, int stages) {
    return stages == 0 || list.size() == stages;
  }

  static int orElse(Settings settings, String path, int value, int least, int most) {
    return settings.isSet(path) ? settings.integer(path).between(least, most) : value;
  }

  private static boolean areChannels(List<Integer> channels, int above) {
    return !channels.isEmpty()
        && IntStream.range(0, channels.size())
            .allMatch(
                i ->
                    channels.get(i) % 2 == 0
                        && channels.get(i) > (i == 0 ? above : channels.get(i - 1)));
  }
}
