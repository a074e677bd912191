package org.sparknas.job.scoring;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.sparknas.job.data.BatchWriter;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.kernel.ChannelMoments;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.module.BatchNormRecalibration;

/** Scores candidates in this thread, without Spark. */
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
    List<BatchNormRecalibration> sums =
        candidates.stream().map(candidate -> new BatchNormRecalibration()).toList();
    List<Network> networks = candidates.stream().map(Architecture::network).toList();
    for (NumberedBatch batch : calibration) {
      FeatureMap pixels = CandidateComputer.pixels(writer, batch.images());
      List<Map<String, ChannelMoments>> moments = computer.moments(weights, networks, pixels);
      pixels.matrix().storage().close();
      for (int i = 0; i < sums.size(); i++) {
        sums.get(i).add(moments.get(i));
      }
    }
    return sums.stream().map(BatchNormRecalibration::statistics).toList();
  }

  @Override
  public List<Accuracy> evaluate(
      List<Architecture> candidates, List<Map<String, ChannelMoments>> statistics) {
    Accuracy[] sums = new Accuracy[candidates.size()];
    Arrays.fill(sums, new Accuracy(0, 0, 0));
    List<Network> networks = candidates.stream().map(Architecture::network).toList();
    for (NumberedBatch batch : evaluation) {
      FeatureMap pixels = CandidateComputer.pixels(writer, batch.images());
      List<Accuracy> accuracies =
          computer.accuracies(weights, networks, statistics, pixels, batch.images());
      pixels.matrix().storage().close();
      Arrays.setAll(sums, i -> sums[i].plus(accuracies.get(i)));
    }
    return List.of(sums);
  }
}
