package org.sparknas.job.scoring;

import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.sparknas.job.data.BatchWriter;
import org.sparknas.job.spark.Packed;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.kernel.ChannelMoments;
import org.sparknas.supernet.kernel.FeatureMap;

/** Scoring's second pass over a partition: what every candidate classifies right. */
final class AccuracyPass
    implements FlatMapFunction<Iterator<NumberedBatch>, Packed<List<Accuracy>>> {
  private static final long serialVersionUID = 1L;

  private final ScoringTask task;
  private final Broadcast<float[]> weights;
  private final List<List<Integer>> candidates;
  private final Broadcast<Packed<List<Map<String, ChannelMoments>>>> statistics;

  AccuracyPass(
      ScoringTask task,
      Broadcast<float[]> weights,
      List<List<Integer>> candidates,
      Broadcast<Packed<List<Map<String, ChannelMoments>>>> statistics) {
    this.task = task;
    this.weights = weights;
    this.candidates = candidates;
    this.statistics = statistics;
  }

  @Override
  public Iterator<Packed<List<Accuracy>>> call(Iterator<NumberedBatch> batches) {
    return CandidateComputer.use(
        task,
        computer -> {
          List<Map<String, ChannelMoments>> measured = statistics.value().unpack();
          BatchWriter writer = new BatchWriter(task.normalisation());
          List<Network> networks = computer.networks(candidates);
          Accuracy[] sums = new Accuracy[candidates.size()];
          Arrays.fill(sums, new Accuracy(0, 0, 0));
          batches.forEachRemaining(batch -> add(computer, networks, writer, batch, measured, sums));
          return Collections.singleton(Packed.of(List.of(sums))).iterator();
        });
  }

  private void add(
      CandidateComputer computer,
      List<Network> networks,
      BatchWriter writer,
      NumberedBatch batch,
      List<Map<String, ChannelMoments>> measured,
      Accuracy[] sums) {
    FeatureMap pixels = CandidateComputer.pixels(writer, batch.images());
    List<Accuracy> accuracies =
        computer.accuracies(weights.value(), networks, measured, pixels, batch.images());
    pixels.matrix().storage().close();
    Arrays.setAll(sums, i -> sums[i].plus(accuracies.get(i)));
  }
}
