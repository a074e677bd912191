package org.sparknas.job.config;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How the selection of channels enters the training, as in OneShot.
 *
 * @param enabled never where widths are no scales; where not, every scale is drawn from the first
 *     epoch on
 * @param startEpoch the first epoch, from 0, that draws other scales than the largest
 * @param lowestScales the lowest scale of that epoch, the next one, and so on; the last one stays
 */
public record ChannelWarmUpConfiguration(
    boolean enabled, int startEpoch, List<Double> lowestScales) {

  public ChannelWarmUpConfiguration {
    lowestScales = List.copyOf(lowestScales);
  }

  static ChannelWarmUpConfiguration read(Settings settings, SpaceConfiguration space) {
    String path = "training.channel-warm-up.";
    return new ChannelWarmUpConfiguration(
        settings.flag(path + "enabled") && space instanceof SpaceConfiguration.OneShot,
        settings.integer(path + "start-epoch").atLeast(0),
        settings
            .numbers(path + "lowest-scales")
            .where(ChannelWarmUpConfiguration::fall, "at least one number, above 0, none rising"));
  }

  private static boolean fall(List<Double> scales) {
    return !scales.isEmpty()
        && scales.get(scales.size() - 1) > 0
        && IntStream.range(1, scales.size()).allMatch(i -> scales.get(i - 1) >= scales.get(i));
  }
}
