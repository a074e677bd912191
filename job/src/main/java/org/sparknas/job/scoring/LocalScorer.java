package org.sparknas.job.scoring;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.kernel.ChannelMoments;
import org.sparknas.supernet.module.BatchNormRecalibration;

/** Scores candidates in this thread, without Spark. */
public final class LocalScorer implements CandidateScorer {
  private final CandidateComputer computer;
  private final float[] weights;
  private final List<NumberedBatch> calibration;
  private final List<NumberedBatch> evaluation;

  public LocalScorer(ScoringTask task, ScoringTask.Images images, float[] weights) {
    this.computer = new CandidateComputer(task);
    this.weights = weights;
    this.calibration = NumberedBatch.cut(images.calibration(), task.batchSize());
    this.evaluation = NumberedBatch.cut(images.evaluation(), task.batchSize());
  }

  @Override
  public List<Map<String, ChannelMoments>> recalibrate(List<Architecture> candidates) {
    List<BatchNormRecalibration> sums =
        candidates.stream().map(candidate -> new BatchNormRecalibration()).toList();
    List<Network> networks = candidates.stream().map(Architecture::network).toList();
    for (NumberedBatch batch : calibration) {
      List<Map<String, ChannelMoments>> moments =
          computer.moments(weights, networks, batch.images());
      for (int i = 0; i < sums.size(); i++) {
        sums.get(i).add(moments.get(i));
      }
    }
    return sums.stream().map(BatchNormRecalibration::statistics).toList();
  }

  @Override
  public List<Accuracy> evaluate(
      List<Architecture> candidates, List<Map<String, ChannelMoments>> statistics) {
    List<Accuracy> sums = Collections.nCopies(candidates.size(), new Accuracy(0, 0, 0));
    List<Network> networks = candidates.stream().map(Architecture::network).toList();
    for (NumberedBatch batch : evaluation) {
      sums =
          Accuracy.sums(sums, computer.accuracies(weights, networks, statistics, batch.images()));
    }
    return sums;
  }
}
