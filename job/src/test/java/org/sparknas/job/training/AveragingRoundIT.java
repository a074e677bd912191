package org.sparknas.job.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import scala.Option;
import scala.collection.JavaConverters;

class AveragingRoundIT {
  private static final int WORKERS = 4;
  private static JavaSparkContext spark;

  @BeforeAll
  static void startSpark() {
    spark = LocalSpark.start();
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  @Test
  void averagesWorkersInTheirOrderWhicheverFinishesFirst() {
    // Powers so far apart that even sums in double depend on the order.
    ModelState start = state(1000);
    float[] first = null;
    for (int repeat = 0; repeat < 3; repeat++) {
      RoundResult result = round(start, finishingFrom(repeat));

      first = first == null ? result.state().values() : first;
      assertThat(result.state().values()).containsExactly(first);
    }
    double sum = 0;
    for (int worker = 0; worker < WORKERS; worker++) {
      sum += value(worker, 7);
    }
    assertThat(first[7]).isEqualTo((float) (sum / WORKERS));
  }

  @Test
  void onlyWorkersWithBatchesCount() {
    JavaRDD<MultiDataSet> batches =
        spark
            .parallelize(List.of(0, 1, 2, 3), WORKERS)
            .flatMap(worker -> NumberedBatches.of(0, worker, worker % 2 == 0 ? 3 : 0).iterator());

    RoundResult result =
        new AveragingRound(spark, WORKERS).run("round", batches, constant(), state(1));

    assertThat(result.workers()).isEqualTo(2);
    assertThat(result.stepsPerWorker()).isEqualTo(3);
    assertThat(result.totals().steps()).isEqualTo(6);
    assertThat(result.totals().examples()).isEqualTo(6L * NumberedBatches.EXAMPLES);
    assertThat(result.totals().lossSum()).isEqualTo(3 * 1 + 3 * 3);
    assertThat(result.state().values()).containsExactly(2); // workers 0 and 2 say 1 and 3
  }

  @Test
  void refusesUnequalSteps() {
    JavaRDD<MultiDataSet> batches =
        spark
            .parallelize(List.of(0, 1, 2, 3), WORKERS)
            .flatMap(worker -> NumberedBatches.of(0, worker, worker == 2 ? 1 : 2).iterator());

    assertThatThrownBy(
            () -> new AveragingRound(spark, WORKERS).run("round 1", batches, constant(), state(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "round 1: worker 2 made 1 steps, but worker 0 made 2; all must make the same number");
  }

  @Test
  void refusesARoundWithoutBatchesAndAWrongNumberOfPartitions() {
    AveragingRound round = new AveragingRound(spark, WORKERS);

    assertThatThrownBy(
            () ->
                round.run(
                    "round 1", NumberedBatches.rdd(spark, 0, WORKERS, 0), constant(), state(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("round 1: no worker had a batch to train on");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> round.run("r", NumberedBatches.rdd(spark, 0, 3, 1), constant(), state(1)))
        .withMessage("the batches have 3 partitions, but each of the 4 workers needs one");
    assertThatIllegalArgumentException().isThrownBy(() -> new AveragingRound(spark, 0));
  }

  @Test
  void refusesAWorkerThatLeavesBatches() {
    WorkerTraining lazy =
        (worker, start, batches) -> {
          batches.next();
          return TrainedState.whole(start, TrainingTotals.NONE.plusBatch(1, 0));
        };

    assertThatThrownBy(() -> round(state(1), lazy))
        .hasMessageContaining("stopped after 1 steps, but has more batches");
  }

  @Test
  void aFailedTaskRunsAgainWithTheSameResult() {
    WorkerTraining failsOnce =
        (worker, start, batches) -> {
          if (worker == 1 && TaskContext.get().attemptNumber() == 0) {
            batches.next();
            throw new IllegalStateException("the first attempt of worker 1 fails");
          }
          return constant().train(worker, start, batches);
        };

    RoundResult result = round(state(1), failsOnce);

    assertThat(result.state().values()).containsExactly(2.5f);
    assertThat(result.totals().steps()).isEqualTo(2L * WORKERS);
  }

  @Test
  void leavesNoBroadcastBehind() throws InterruptedException {
    ModelState start = state(1 << 20);
    long stateBytes = 8L << 20;
    for (int i = 0; i < 3; i++) {
      round(start, constant());
    }

    // Blocks are removed in the background.
    Instant deadline = Instant.now().plus(Duration.ofSeconds(10));
    while (broadcastBytes() >= stateBytes && Instant.now().isBefore(deadline)) {
      Thread.sleep(20);
    }
    assertThat(broadcastBytes()).isLessThan(stateBytes);
  }

  @Test
  void describesItsOneJobAndPutsTheDescriptionBack() throws Exception {
    Queue<String> jobs = new ConcurrentLinkedQueue<>();
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart job) {
            jobs.add(job.properties().getProperty("spark.job.description"));
          }
        };
    spark.sc().addSparkListener(listener);
    spark.setJobDescription("outside");
    try {
      new AveragingRound(spark, WORKERS)
          .run(
              new Round(2, 20, 6, 40).description(),
              NumberedBatches.rdd(spark, 0, WORKERS, 1),
              constant(),
              state(1));
      spark.sc().listenerBus().waitUntilEmpty(10_000);

      assertThat(jobs).containsExactly("epoch 3/20, round 7/40");
      assertThat(spark.getLocalProperty("spark.job.description")).isEqualTo("outside");
    } finally {
      spark.setJobDescription(null);
      spark.sc().removeSparkListener(listener);
    }
  }

  private static RoundResult round(ModelState start, WorkerTraining training) {
    return new AveragingRound(spark, WORKERS)
        .run("round", NumberedBatches.rdd(spark, 0, WORKERS, 2), training, start);
  }

  /** Every value becomes the worker's number, counted from 1, and so does the loss. */
  private static WorkerTraining constant() {
    return (worker, start, batches) -> {
      float[] values = new float[start.values().length];
      Arrays.fill(values, worker + 1);
      return TrainedState.whole(
          new ModelState(values, start.optimizerState()), readAll(batches, worker + 1));
    };
  }

  /** Worker {@code (first + i) % WORKERS} takes i times 40 milliseconds. */
  private static WorkerTraining finishingFrom(int first) {
    return (worker, start, batches) -> {
      TrainingTotals totals = readAll(batches, 0);
      sleep(40L * ((worker - first + WORKERS) % WORKERS));
      float[] values = new float[start.values().length];
      for (int i = 0; i < values.length; i++) {
        values[i] = value(worker, i);
      }
      return TrainedState.whole(new ModelState(values, start.optimizerState()), totals);
    };
  }

  private static void sleep(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long broadcastBytes() {
    BlockManager blocks = SparkEnv.get().blockManager();
    return JavaConverters.seqAsJavaList(blocks.getMatchingBlockIds(BlockId::isBroadcast)).stream()
        .map(blocks::getStatus)
        .filter(Option::isDefined)
        .mapToLong(status -> status.get().memSize() + status.get().diskSize())
        .sum();
  }

  private static TrainingTotals readAll(Iterator<MultiDataSet> batches, double loss) {
    TrainingTotals totals = TrainingTotals.NONE;
    while (batches.hasNext()) {
      totals = totals.plusBatch(batches.next().getFeatures(0).size(0), loss);
    }
    return totals;
  }

  private static float value(int worker, int index) {
    double[] magnitudes = {1e17, 1, -1e17, 1e-3};
    return (float) (Math.sin(index + 1) * magnitudes[worker]);
  }

  private static ModelState state(int length) {
    return new ModelState(new float[length], new float[length]);
  }
}
