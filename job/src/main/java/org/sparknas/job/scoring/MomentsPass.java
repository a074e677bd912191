package org.sparknas.job.scoring;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.sparknas.job.spark.Packed;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.kernel.ChannelMoments;

/** Scoring's first pass over a partition: the moments of every candidate on each batch. */
final class MomentsPass
    implements FlatMapFunction<Iterator<NumberedBatch>, Packed<MomentsPass.BatchMoments>> {
  private static final long serialVersionUID = 1L;

  /** The moments of all candidates on a batch. */
  record BatchMoments(int batch, List<Map<String, ChannelMoments>> ofCandidates)
      implements Serializable {}

  private final ScoringTask task;
  private final Broadcast<float[]> weights;
  private final List<List<Integer>> candidates;

  MomentsPass(ScoringTask task, Broadcast<float[]> weights, List<List<Integer>> candidates) {
    this.task = task;
    this.weights = weights;
    this.candidates = candidates;
  }

  @Override
  public Iterator<Packed<BatchMoments>> call(Iterator<NumberedBatch> batches) {
    return CandidateComputer.use(
        task,
        computer -> {
          List<Network> networks = computer.networks(candidates);
          List<Packed<BatchMoments>> results = new ArrayList<>();
          batches.forEachRemaining(
              batch -> results.add(Packed.of(moments(computer, networks, batch))));
          return results.iterator();
        });
  }

  private BatchMoments moments(
      CandidateComputer computer, List<Network> networks, NumberedBatch batch) {
    return new BatchMoments(
        batch.number(), computer.moments(weights.value(), networks, batch.images()));
  }
}
