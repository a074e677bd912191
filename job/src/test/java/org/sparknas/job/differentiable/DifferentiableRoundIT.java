package org.sparknas.job.differentiable;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.sparknas.job.cli.StraightTable;
import org.sparknas.job.training.DescentSettings;
import org.sparknas.job.training.GraphState;
import org.sparknas.job.training.LearningRateSchedule;
import org.sparknas.job.training.LocalSpark;
import org.sparknas.job.training.ModelState;
import org.sparknas.job.training.PathSettings;
import org.sparknas.job.training.Round;
import org.sparknas.job.training.RoundAveragingTrainingMaster;
import org.sparknas.job.training.Seed;
import org.sparknas.supernet.architecture.ActivationFunction;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.cost.LatencyTable;
import org.sparknas.supernet.cost.LatencyTableFile;
import org.sparknas.supernet.dl4j.SupernetGraph;
import org.sparknas.supernet.engine.PathTrainer;
import org.sparknas.supernet.engine.UpdateRules;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.module.Supernet;
import org.sparknas.supernet.tfnas.ArchitectureOptimizer;
import org.sparknas.supernet.tfnas.ArchitectureParameters;
import org.sparknas.supernet.tfnas.BiSampling;
import org.sparknas.supernet.tfnas.DepthScheme;
import org.sparknas.supernet.tfnas.DifferentiableTrainer;
import org.sparknas.supernet.tfnas.Expansion;
import org.sparknas.supernet.tfnas.LatencyLoss;
import org.sparknas.supernet.tfnas.OperationWidths;
import org.sparknas.supernet.tfnas.SearchNetworks;
import org.sparknas.supernet.tfnas.SecondPath;
import org.sparknas.supernet.tfnas.TfnasInitialization;
import org.sparknas.supernet.tfnas.TfnasLayout;
import org.sparknas.supernet.tfnas.TfnasSettings;
import org.sparknas.supernet.tfnas.TfnasSpace;
import org.sparknas.supernet.tfnas.TfnasStage;

/** A round of a differentiable search on Spark, held against plain loops on this thread. */
@Tag("training")
class DifferentiableRoundIT {
  private static final int WORKERS = 3;
  private static final int STEPS = 3;
  private static final int FIRST = 4;
  private static final int EXAMPLES = 6;
  private static final int CLASSES = 4;
  private static final Shape IMAGE = new Shape(6, 6, 2);
  private static final double TEMPERATURE = 2.5;

  private static final TfnasSettings SETTINGS =
      new TfnasSettings(
          IMAGE,
          CLASSES,
          new TfnasLayout(
              4,
              1,
              ActivationFunction.RELU,
              3,
              List.of(
                  new TfnasStage(4, 2, 2, ActivationFunction.SWISH),
                  new TfnasStage(5, 1, 1, ActivationFunction.SWISH)),
              6,
              ActivationFunction.SWISH),
          TfnasSettings.KERNELS,
          List.of(Expansion.of(3)),
          true,
          0);

  private final TfnasSpace space = new TfnasSpace(SETTINGS);
  private final Supernet supernet = new Supernet(space);
  private final OperationWidths widths = OperationWidths.initial(space);
  private final SearchNetworks networks =
      new SearchNetworks(space, DepthScheme.SINK_CONNECTING, widths);
  private final StepSettings settings = settings();

  private StepSettings settings() {
    LatencyTable table = new LatencyTableFile().read(StraightTable.json(space));
    UpdateRules rules = new UpdateRules(1e-3, true, false, 5);
    return new StepSettings(
        12,
        new PathSettings(
            "a round",
            11,
            () -> new TfnasSpace(SETTINGS),
            new DescentSettings(0.9, false, rules),
            new LearningRateSchedule(0.05, 0, 30),
            0),
        DepthScheme.SINK_CONNECTING,
        table,
        new LatencyLoss.TfNas(0.1, 6),
        ArchitectureOptimizer.original(),
        2);
  }

  private RoundPlan plan(ArchitectureParameters parameters) {
    BiSampling sampling = new BiSampling(SecondPath.RANDOM);
    List<BiSampling.Paths> paths =
        IntStream.range(0, STEPS)
            .mapToObj(step -> sampling.draw(parameters, new SplittableRandom(step)))
            .toList();
    return new RoundPlan(
        0, FIRST, FIRST, widths, paths, new RoundPlan.ArchitecturePlan(TEMPERATURE, 2));
  }

  private static MultiDataSet batch(int worker, int number) {
    Random random = new Random(Seed.of(worker, number));
    float[] pixels = new float[EXAMPLES * IMAGE.height() * IMAGE.width() * IMAGE.channels()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    float[][] oneHot = new float[EXAMPLES][CLASSES];
    int[] labels = labels(worker, number);
    for (int example = 0; example < EXAMPLES; example++) {
      oneHot[example][labels[example]] = 1;
    }
    return new org.nd4j.linalg.dataset.MultiDataSet(
        Nd4j.createFromArray(pixels)
            .reshape('c', EXAMPLES, IMAGE.height(), IMAGE.width(), IMAGE.channels()),
        Nd4j.createFromArray(oneHot));
  }

  private static int[] labels(int worker, int number) {
    return new Random(Seed.of(number, worker)).ints(EXAMPLES, 0, CLASSES).toArray();
  }

  /** Steps 4, 5 and 6 of the epoch; an architecture step follows the first and the last. */
  private ModelState alone(ModelState start, RoundPlan plan, int worker) {
    PathTrainer.Vectors vectors =
        new PathTrainer.Vectors(
            supernet.layout(), start.values().clone(), start.optimizerState().clone());
    ArchitectureOptimizer.State state = state(start);
    int batch = 0;
    try (DifferentiableTrainer trainer = settings.trainer(space, supernet.layout())) {
      trainer.load(vectors, networks.mixture());
      for (int step = 0; step < STEPS; step++) {
        int number = batch++;
        long seed = Seed.of(11, FIRST + step, worker);
        trainer.weightStep(
            networks,
            plan.paths().get(step),
            state.parameters(),
            FeatureMap.of(batch(worker, number).getFeatures(0)),
            labels(worker, number),
            new PathTrainer.Step(FIRST + step, 0, seed));
        if (step != 1) {
          int other = batch++;
          double[] gradient =
              trainer
                  .architecture()
                  .gradient(
                      networks,
                      state.parameters(),
                      TEMPERATURE,
                      new SplittableRandom(
                          worker == 0
                              ? Seed.of(12, FIRST + step)
                              : Seed.of(12, FIRST + step, worker)),
                      FeatureMap.of(batch(worker, other).getFeatures(0)),
                      labels(worker, other),
                      seed)
                  .gradient();
          state = settings.optimizer().step(state, gradient, 2 + step / 2);
        }
      }
      trainer.store(vectors, networks.mixture());
    }
    return new ModelState(vectors.values(), vectors.state(), ArchitectureVector.of(state));
  }

  private ArchitectureOptimizer.State state(ModelState model) {
    return ArchitectureVector.state(
        model.architecture(), ArchitectureParameters.initial(space, DepthScheme.SINK_CONNECTING));
  }

  private static float[] mean(List<float[]> vectors) {
    float[] mean = new float[vectors.get(0).length];
    for (int i = 0; i < mean.length; i++) {
      double sum = 0;
      for (float[] vector : vectors) {
        sum += vector[i];
      }
      mean[i] = (float) (sum / vectors.size());
    }
    return mean;
  }

  @Test
  void isTheMeanOfWhatEachWorkerDoesAlone() {
    float[] values = supernet.initialValues(new TfnasInitialization(), 1);
    float[] momentum = new float[values.length];
    Arrays.fill(momentum, 0.001f);
    ArchitectureOptimizer.State first =
        ArchitectureOptimizer.State.of(
            ArchitectureParameters.initial(space, DepthScheme.SINK_CONNECTING));
    ModelState start = new ModelState(values, momentum, ArchitectureVector.of(first));
    RoundPlan plan = plan(first.parameters());
    List<ModelState> expected =
        IntStream.range(0, WORKERS).mapToObj(worker -> alone(start, plan, worker)).toList();

    List<float[]> averaged = new ArrayList<>();
    ModelState trained = onSpark(start, plan, averaged);

    assertThat(trained.values())
        .isEqualTo(mean(expected.stream().map(ModelState::values).toList()));
    assertThat(trained.optimizerState())
        .isEqualTo(mean(expected.stream().map(ModelState::optimizerState).toList()));
    assertThat(averaged)
        .containsExactly(mean(expected.stream().map(ModelState::architecture).toList()));
    assertThat(averaged.get(0)).isNotEqualTo(start.architecture());
  }

  private ModelState onSpark(ModelState start, RoundPlan plan, List<float[]> averaged) {
    try (JavaSparkContext spark = LocalSpark.start()) {
      RoundAveragingTrainingMaster master = new RoundAveragingTrainingMaster(spark, WORKERS);
      ComputationGraph graph =
          SupernetGraph.of(supernet, start.values(), settings.weights().updater());
      GraphState.write(start, graph);
      master.next(
          new Round(0, 1, 0, 1),
          new DifferentiableRound(
              settings, plan, networks, supernet.layout(), start.architecture(), averaged::add));
      new SparkComputationGraph(spark, graph, master)
          .fitMultiDataSet(
              spark
                  .parallelize(IntStream.range(0, WORKERS).boxed().toList(), WORKERS)
                  .flatMap(
                      worker ->
                          IntStream.range(0, STEPS + 2)
                              .mapToObj(number -> batch(worker, number))
                              .iterator()));
      return GraphState.read(graph);
    }
  }
}
