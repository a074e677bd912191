package org.sparknas.job.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.dl4j.SupernetGraph;
import org.sparknas.supernet.engine.PathTrainer;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.module.Supernet;

/** Rounds of a supernet's training on Spark, held against plain loops on this thread. */
@Tag("training")
class PathTrainingIT {
  private static final int STEPS = 2;
  private static JavaSparkContext spark;

  @BeforeAll
  static void startSpark() {
    spark = new JavaSparkContext(LocalSpark.conf().setMaster("local[3]"));
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  /** A training's settings, and what a plain loop would make of them. */
  private static final class Case {
    private final PathSettings settings;
    private final Supernet supernet;
    private final UniformPathSampler sampler;
    private final boolean shared;

    Case(boolean shared, double dropout) {
      this.settings = SmallPaths.training(UUID.randomUUID().toString(), dropout);
      this.supernet = new Supernet(settings.space().get());
      this.sampler = SmallPaths.sampler(supernet);
      this.shared = shared;
    }

    /** What a worker walks in a round, straight from the sampler. */
    List<Architecture> paths(int round, int worker) {
      return IntStream.range(round * STEPS, (round + 1) * STEPS)
          .mapToObj(step -> shared ? sampler.path(0, step) : sampler.path(0, step, worker))
          .toList();
    }

    List<Architecture> paths(int round, List<Integer> workers) {
      return workers.stream().flatMap(worker -> paths(round, worker).stream()).toList();
    }

    BitSet touched(int round, int worker) {
      return SmallPaths.touched(supernet, paths(round, worker));
    }

    /** Rounds through Spark and DL4J; the workers' numbers say whose batches they train. */
    ModelState onSpark(ModelState start, int rounds, List<Integer> workers) {
      RoundAveragingTrainingMaster master = new RoundAveragingTrainingMaster(spark, workers.size());
      ComputationGraph graph = SupernetGraph.of(supernet, start.values(), settings.updater());
      GraphState.write(start, graph);
      SparkComputationGraph distributed = new SparkComputationGraph(spark, graph, master);
      for (int round = 0; round < rounds; round++) {
        int first = round * STEPS;
        RoundPaths paths =
            shared
                ? RoundPaths.shared(sampler, 0, first, STEPS)
                : RoundPaths.perWorker(sampler, 0, first, STEPS, workers.size());
        master.next(new Round(0, 1, round, rounds), new PathRound(settings, supernet, paths));
        distributed.fitMultiDataSet(SmallPaths.rdd(spark, workers, first, STEPS));
        assertThat(master.last().workers()).isEqualTo(workers.size());
        assertThat(master.last().stepsPerWorker()).isEqualTo(STEPS);
      }
      ModelState end = GraphState.read(graph);
      graph.close();
      return end;
    }

    /** What one worker makes of a round, on whole vectors. */
    ModelState alone(ModelState start, int round, int worker) {
      PathTrainer trainer = settings.trainer(supernet.layout());
      PathTrainer.Vectors vectors =
          new PathTrainer.Vectors(
              supernet.layout(), start.values().clone(), start.optimizerState().clone());
      List<Architecture> paths = paths(round, worker);
      for (int i = 0; i < STEPS; i++) {
        int step = round * STEPS + i;
        MultiDataSet batch = SmallPaths.batch(worker, step);
        trainer.train(
            vectors,
            paths.get(i).network(),
            FeatureMap.of(batch.getFeatures(0)),
            SmallPaths.labels(worker, step),
            new PathTrainer.Step(step, 0, Seed.of(settings.seed(), step, worker)));
      }
      return new ModelState(vectors.values(), vectors.state());
    }

    /** A round as a plain loop: each element's mean over those that touched it. */
    ModelState plainRound(ModelState start, int round, List<Integer> workers) {
      List<ModelState> trained = new ArrayList<>();
      List<BitSet> touched = new ArrayList<>();
      for (int worker : workers) {
        trained.add(alone(start, round, worker));
        touched.add(touched(round, worker));
      }
      return new ModelState(
          mean(start.values(), trained.stream().map(ModelState::values).toList(), touched),
          mean(
              start.optimizerState(),
              trained.stream().map(ModelState::optimizerState).toList(),
              touched));
    }

    private static float[] mean(float[] start, List<float[]> trained, List<BitSet> touched) {
      float[] mean = start.clone();
      for (int i = 0; i < mean.length; i++) {
        double sum = 0;
        int count = 0;
        for (int worker = 0; worker < trained.size(); worker++) {
          if (touched.get(worker).get(i)) {
            sum += trained.get(worker)[i];
            count++;
          }
        }
        mean[i] = count == 0 ? start[i] : (float) (sum / count);
      }
      return mean;
    }
  }

  @ParameterizedTest(name = "shared paths: {0}")
  @ValueSource(booleans = {true, false})
  void whatIsOffThePathsKeepsItsBits(boolean shared) {
    Case one = new Case(shared, 0.2);
    List<Integer> workers = List.of(0, 1, 2);
    ModelState start = SmallPaths.start(one.supernet);

    ModelState end = one.onSpark(start, 1, workers);

    List<Architecture> paths = one.paths(0, workers);
    BitSet touched = SmallPaths.touched(one.supernet, paths);
    int moved = 0;
    for (int i = 0; i < start.values().length; i++) {
      if (touched.get(i)) {
        moved += end.values()[i] == start.values()[i] ? 0 : 1;
      } else {
        assertSameBits("parameter " + i, end.values()[i], start.values()[i]);
        assertSameBits("momentum " + i, end.optimizerState()[i], start.optimizerState()[i]);
      }
    }
    // momentum moves even what a dead ReLU gives no gradient
    assertThat(moved).isGreaterThan(touched.cardinality() * 9 / 10);
    BitSet beyondTheWidth = SmallPaths.blocks(one.supernet, paths);
    beyondTheWidth.andNot(touched);
    assertThat(beyondTheWidth.cardinality()).as("channels beyond the width").isGreaterThan(100);
    assertThat(start.values().length - beyondTheWidth.cardinality() - touched.cardinality())
        .as("parameters of blocks off the paths")
        .isGreaterThan(100);
  }

  private static void assertSameBits(String what, float after, float before) {
    assertThat(Float.floatToRawIntBits(after)).as(what).isEqualTo(Float.floatToRawIntBits(before));
  }

  /**
   * Without dropout, whose draws depend on the worker's number. Each worker's floats are those of
   * its single run, and the sum of two floats in double is exact or nearly so: all that is lost is
   * the one rounding to float, half a unit in the last place, and that is done here, too.
   */
  @Test
  void aRoundOfTwoWorkersIsTheMeanOfTwoRunsOfOne() {
    Case one = new Case(true, 0);
    ModelState start = SmallPaths.start(one.supernet);

    ModelState both = one.onSpark(start, 1, List.of(0, 1));

    ModelState first = one.onSpark(start, 1, List.of(0));
    ModelState second = one.onSpark(start, 1, List.of(1));
    assertThat(first.values()).isNotEqualTo(second.values());
    assertMean(both.values(), first.values(), second.values());
    assertMean(both.optimizerState(), first.optimizerState(), second.optimizerState());
  }

  private static void assertMean(float[] both, float[] first, float[] second) {
    for (int i = 0; i < both.length; i++) {
      double mean = ((double) first[i] + second[i]) / 2;
      assertThat(both[i]).as("at " + i).isEqualTo((float) mean);
    }
  }

  /** With the same kernels on the same numbers nothing is rounded differently. */
  @ParameterizedTest(name = "shared paths: {0}")
  @ValueSource(booleans = {true, false})
  void fiveRoundsAreAPlainLoop(boolean shared) {
    Case one = new Case(shared, 0.2);
    List<Integer> workers = List.of(0, 1, 2);
    ModelState start = SmallPaths.start(one.supernet);

    ModelState end = one.onSpark(start, 5, workers);

    ModelState expected = start;
    for (int round = 0; round < 5; round++) {
      expected = one.plainRound(expected, round, workers);
    }
    assertThat(end.values()).containsExactly(expected.values());
    assertThat(end.optimizerState()).containsExactly(expected.optimizerState());
  }

  @Test
  void whereEachWorkerHasItsOwnPathsAMeanIsOverThoseThatTouchedIt() {
    Case one = new Case(false, 0.2);
    List<Integer> workers = List.of(0, 1, 2);
    ModelState start = SmallPaths.start(one.supernet);

    ModelState end = one.onSpark(start, 1, workers);

    List<ModelState> alone = workers.stream().map(w -> one.alone(start, 0, w)).toList();
    List<BitSet> touched = workers.stream().map(w -> one.touched(0, w)).toList();
    int[] seen = new int[workers.size() + 1];
    for (int i = 0; i < start.values().length; i++) {
      int place = i;
      List<Integer> those = workers.stream().filter(w -> touched.get(w).get(place)).toList();
      seen[those.size()]++;
      if (!those.isEmpty()) {
        assertThat(end.values()[i])
            .as("parameter %d of workers %s", i, those)
            .isEqualTo(mean(those, w -> alone.get(w).values()[place]));
        assertThat(end.optimizerState()[i])
            .as("momentum %d of workers %s", i, those)
            .isEqualTo(mean(those, w -> alone.get(w).optimizerState()[place]));
      }
    }
    assertThat(seen).as("elements touched by none, one, two, three").doesNotContain(0);
  }

  /** Rounded once, as above. */
  private static float mean(List<Integer> workers, ToDoubleFunction<Integer> value) {
    return (float) (workers.stream().mapToDouble(value).sum() / workers.size());
  }
}
