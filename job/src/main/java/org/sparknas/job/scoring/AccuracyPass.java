package org.sparknas.job.scoring;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.sparknas.job.data.LabelledImages;
import org.sparknas.job.spark.Packed;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.kernel.ChannelMoments;

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
          List<Network> networks = computer.networks(candidates);
          List<Accuracy> sums = Collections.nCopies(candidates.size(), new Accuracy(0, 0, 0));
          while (batches.hasNext()) {
            LabelledImages batch = batches.next().images();
            sums =
                Accuracy.sums(
                    sums, computer.accuracies(weights.value(), networks, measured, batch));
          }
          return Collections.singleton(Packed.of(sums)).iterator();
        });
  }
}
