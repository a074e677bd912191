package org.sparknas.supernet.module;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sparknas.supernet.kernel.ChannelMoments;

/**
 * Exact statistics of each batch norm over several batches, each of which was normalised with its
 * own, put together in the order in which batches are added. The published searches keep an
 * exponential average instead, in which the last batches decide.
 */
public final class BatchNormRecalibration {

  private final Map<String, ChannelMoments> statistics = new HashMap<>();

  /** Adds the moments of one batch, by the full names of the batch norms. */
  public void add(Map<String, ChannelMoments> batch) {
    batch.forEach(
        (name, moments) ->
            statistics.merge(
                name, moments, (all, more) -> ChannelMoments.together(List.of(all, more))));
  }

  /** The statistics over all batches added. */
  public Map<String, ChannelMoments> statistics() {
    return Map.copyOf(statistics);
  }
}
