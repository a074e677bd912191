package org.sparknas.job.training;

import java.util.Collections;
import java.util.Iterator;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.sparknas.job.spark.MemoryShortage;
import org.sparknas.job.spark.Packed;

/** Trains a partition's batches: one worker of an averaging round. */
final class PartitionTraining
    implements Function2<Integer, Iterator<MultiDataSet>, Iterator<WorkerResult>> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<Packed<ModelState>> start;
  private final WorkerTraining training;

  PartitionTraining(Broadcast<Packed<ModelState>> start, WorkerTraining training) {
    this.start = start;
    this.training = training;
  }

  @Override
  public Iterator<WorkerResult> call(Integer worker, Iterator<MultiDataSet> batches) {
    if (!batches.hasNext()) {
      return Collections.emptyIterator();
    }
    TrainedState trained =
        MemoryShortage.explaining(() -> training.train(worker, start.value().unpack(), batches));
    if (batches.hasNext()) {
      throw new IllegalStateException(
          "worker %d stopped after %d steps, but has more batches"
              .formatted(worker, trained.totals().steps()));
    }
    return Collections.singleton(new WorkerResult(worker, trained)).iterator();
  }
}
