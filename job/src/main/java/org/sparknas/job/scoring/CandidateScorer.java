package org.sparknas.job.scoring;

import java.util.List;
import java.util.Map;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.kernel.ChannelMoments;

/**
 * Accuracy of candidates with a supernet's weights, after their batch-norm statistics were measured
 * on the calibration images.
 */
public interface CandidateScorer {

  /** Exact statistics of each candidate over the calibration images, by batch norm. */
  List<Map<String, ChannelMoments>> recalibrate(List<Architecture> candidates);

  /** The accuracy of each candidate with given statistics. */
  List<Accuracy> evaluate(
      List<Architecture> candidates, List<Map<String, ChannelMoments>> statistics);

  /** Both passes, for a whole generation. */
  default List<Accuracy> score(List<Architecture> candidates) {
    return evaluate(candidates, recalibrate(candidates));
  }
}
