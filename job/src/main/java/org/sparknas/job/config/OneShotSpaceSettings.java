package org.sparknas.job.config;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.oneshot.OneShotHead;
import org.sparknas.supernet.oneshot.OneShotLayout;
import org.sparknas.supernet.oneshot.OneShotSettings;

/** The settings of a OneShot space. */
final class OneShotSpaceSettings {
  /** Settings that no other space has. */
  static final List<String> OWN = List.of("space.head", "space.scales");

  private OneShotSpaceSettings() {}

  /**
   * Reads them.
   *
   * @param meant whether this is the space that is configured; else outlines are another's
   */
  static OneShotSettings read(Settings settings, Shape image, int classes, boolean meant) {
    OneShotLayout layout = meant ? LayoutSettings.read(settings) : OneShotLayout.oneShot();
    boolean squeeze = settings.flag("space.squeeze-excitation");
    OneShotHead head =
        settings.oneOf("space.head", Choices.of(OneShotHead.class, OneShotHead::value));
    if (meant && head == OneShotHead.SQUEEZE_EXCITATION && !squeeze) {
      settings.refuse(
          "space.head", "after-pooling or plain where space.squeeze-excitation is false");
    }
    if (!squeeze && head == OneShotHead.SQUEEZE_EXCITATION) {
      head = OneShotHead.PLAIN;
    }
    List<Double> scales =
        settings
            .numbers("space.scales")
            .where(OneShotSpaceSettings::isAscending, "at least one number, above 0 and rising");
    OptionalDouble dropout = settings.number("space.dropout").belowOr(0, 1, "original");
    return new OneShotSettings(
        image, classes, layout, squeeze, head, scales, dropout.orElse(squeeze ? 0.2 : 0.1));
  }

  private static boolean isAscending(List<Double> scales) {
    return !scales.isEmpty()
        && scales.get(0) > 0
        && IntStream.range(1, scales.size()).allMatch(i -> scales.get(i - 1) < scales.get(i));
  }
}
