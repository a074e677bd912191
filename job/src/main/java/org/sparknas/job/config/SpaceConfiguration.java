package org.sparknas.job.config;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.sparknas.supernet.architecture.SearchSpace;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.oneshot.OneShotHead;
import org.sparknas.supernet.oneshot.OneShotLayout;
import org.sparknas.supernet.oneshot.OneShotSettings;
import org.sparknas.supernet.oneshot.OneShotSpace;

/** What is searched. */
public record SpaceConfiguration(OneShotSettings oneShot) {
  private enum Name {
    ONESHOT
  }

  /** The space of these settings. */
  public SearchSpace space() {
    return new OneShotSpace(oneShot);
  }

  static SpaceConfiguration read(Settings settings) {
    settings.oneOf("space.name", Choices.of(Name.class));
    int size = settings.integer("space.image-size").between(4, 1024);
    int channels = settings.integer("space.image-channels").between(1, 16);
    int classes = settings.integer("space.classes").between(2, 100_000);
    OneShotLayout layout = LayoutSettings.read(settings);
    boolean squeeze = settings.flag("space.squeeze-excitation");
    OneShotHead head =
        settings.oneOf("space.head", Choices.of(OneShotHead.class, OneShotHead::value));
    if (head == OneShotHead.SQUEEZE_EXCITATION && !squeeze) {
      settings.refuse(
          "space.head", "after-pooling or plain where space.squeeze-excitation is false");
      head = OneShotHead.PLAIN;
    }
    List<Double> scales =
        settings
            .numbers("space.scales")
            .where(SpaceConfiguration::isAscending, "at least one number, above 0 and rising");
    OptionalDouble dropout = settings.number("space.dropout").belowOr(0, 1, "original");
    return new SpaceConfiguration(
        new OneShotSettings(
            new Shape(size, size, channels),
            classes,
            layout,
            squeeze,
            head,
            scales,
            dropout.orElse(squeeze ? 0.2 : 0.1)));
  }

  private static boolean isAscending(List<Double> scales) {
    return !scales.isEmpty()
        && scales.get(0) > 0
        && IntStream.range(1, scales.size()).allMatch(i -> scales.get(i - 1) < scales.get(i));
  }
}
