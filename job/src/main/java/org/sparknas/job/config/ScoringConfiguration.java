package org.sparknas.job.config;

/**
 * How candidates are scored.
 *
 * @param batchSize images that are computed at once, and whose own statistics normalise them in
 *     calibration: results depend on it
 * @param partitions parts of the images that Spark computes side by side; 0 for as many as there
 *     are cores. Results do not depend on it
 */
public record ScoringConfiguration(int batchSize, int partitions) {

  static ScoringConfiguration read(Settings settings) {
    return new ScoringConfiguration(
        settings.integer("scoring.batch-size").atLeast(2),
        settings.integer("scoring.partitions").atLeast(0));
  }
}
