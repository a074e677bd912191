package org.sparknas.job.scoring;

import java.io.Serializable;
import org.sparknas.job.data.LabelledImages;
import org.sparknas.job.data.Normalisation;
import org.sparknas.job.training.SpaceSource;

/**
 * What scoring needs besides candidates.
 *
 * @param run names the scoring; executors keep memory under it
 * @param batchSize images computed at once
 */
public record ScoringTask(String run, SpaceSource space, Normalisation normalisation, int batchSize)
    implements Serializable {

  /**
   * The images.
   *
   * @param calibration by which batch-norm statistics are measured
   * @param evaluation by which accuracy is measured
   */
  public record Images(LabelledImages calibration, LabelledImages evaluation) {}
}
