package org.sparknas.job.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sparknas.job.data.BatchWriter;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.kernel.ChannelMoments;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.module.BatchNormRecalibration;

/** Scores one candidate after the other in this thread, without Spark. */
public final class LocalScorer implements CandidateScorer {
  private final CandidateComputer computer;
  private final BatchWriter writer;
  private final float[] weights;
  private final List<NumberedBatch> calibration;
  private final List<NumberedBatch> evaluation;

  public LocalScorer(ScoringTask task, ScoringTask.Images images, float[] weights) {
    this.computer = new CandidateComputer(task.space().get());
    this.writer = new BatchWriter(task.normalisation());
    this.weights = weights;
    this.calibration = NumberedBatch.cut(images.calibration(), task.batchSize());
    this.evaluation = NumberedBatch.cut(images.evaluation(), task.batchSize());
  }

  @Override
  public List<Map<String, ChannelMoments>> recalibrate(List<Architecture> candidates) {
    return candidates.stream().map(this::statistics).toList();
  }

  private Map<String, ChannelMoments> statistics(Architecture candidate) {
    BatchNormRecalibration recalibration = new BatchNormRecalibration();
    for (NumberedBatch batch : calibration) {
      FeatureMap pixels = CandidateComputer.pixels(writer, batch.images());
      recalibration.add(computer.moments(weights, candidate, pixels));
      pixels.matrix().storage().close();
    }
    return recalibration.statistics();
  }

  @Override
  public List<Accuracy> evaluate(
      List<Architecture> candidates, List<Map<String, ChannelMoments>> statistics) {
    List<Accuracy> accuracies = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      Accuracy sum = new Accuracy(0, 0, 0);
      for (NumberedBatch batch : evaluation) {
        FeatureMap pixels = CandidateComputer.pixels(writer, batch.images());
        sum =
            sum.plus(
                computer.accuracy(
                    weights, candidates.get(i), statistics.get(i), pixels, batch.images()));
        pixels.matrix().storage().close();
      }
      accuracies.add(sum);
    }
    return accuracies;
  }
}
