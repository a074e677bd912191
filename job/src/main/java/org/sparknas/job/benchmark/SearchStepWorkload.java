package org.sparknas.job.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.sparknas.supernet.cost.LatencyCurve;
import org.sparknas.supernet.cost.LatencyTable;
import org.sparknas.supernet.engine.Engine;
import org.sparknas.supernet.engine.Momentum;
import org.sparknas.supernet.engine.PathTrainer;
import org.sparknas.supernet.engine.UpdateRules;
import org.sparknas.supernet.kernel.Kernels;
import org.sparknas.supernet.module.SoftmaxCrossEntropy;
import org.sparknas.supernet.module.Supernet;
import org.sparknas.supernet.tfnas.ArchitectureParameters;
import org.sparknas.supernet.tfnas.BiSampling;
import org.sparknas.supernet.tfnas.DepthScheme;
import org.sparknas.supernet.tfnas.DifferentiableTrainer;
import org.sparknas.supernet.tfnas.LatencyLoss;
import org.sparknas.supernet.tfnas.OperationWidths;
import org.sparknas.supernet.tfnas.SearchNetworks;
import org.sparknas.supernet.tfnas.SecondPath;
import org.sparknas.supernet.tfnas.TfnasInitialization;
import org.sparknas.supernet.tfnas.TfnasLatency;
import org.sparknas.supernet.tfnas.TfnasSettings;
import org.sparknas.supernet.tfnas.TfnasSpace;

/**
 * Steps of a differentiable search of TF-NAS's ImageNet space at 224×224: a weight step on two
 * sampled paths, or an architecture step on all operations.
 */
final class SearchStepWorkload implements Workload {
  private static final int CLASSES = 100;
  private static final int WARM_UPS = 2;
  private static final double TEMPERATURE = 5;

  private final TfnasSpace space = new TfnasSpace(TfnasSettings.imageNet().withClasses(CLASSES));
  private final Supernet supernet = new Supernet(space);
  private final SearchNetworks networks =
      new SearchNetworks(space, DepthScheme.SINK_CONNECTING, OperationWidths.initial(space));
  private final ArchitectureParameters parameters =
      ArchitectureParameters.initial(space, DepthScheme.SINK_CONNECTING);

  @Override
  public String usage() {
    return "weights|architecture BATCH [RUNS=3] [THREADS=cores]";
  }

  @Override
  public ObjectNode run(List<String> arguments) {
    Arguments given = new Arguments(arguments).atMost(4);
    boolean ofWeights = isOfWeights(arguments);
    int batch = given.number(1, "BATCH", 1);
    int runs = given.number(2, "RUNS", 1, 3);
    int threads = given.number(3, "THREADS", 1, Runtime.getRuntime().availableProcessors());
    ImageBatch images = ImageBatch.random(space.tfnasSettings().image(), batch, CLASSES, 1);
    try (DifferentiableTrainer trainer = trainer(threads)) {
      TimedSteps steps =
          ofWeights
              ? step -> FiniteLoss.require(weightStep(trainer, images, step))
              : step -> FiniteLoss.require(architectureStep(trainer, images, step));
      Timings timings = steps.time(WARM_UPS, runs);
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("phase", arguments.get(0)).put("batch", batch).put("threads", threads);
      return timings.addTo(json).put("params", supernet.layout().length());
    }
  }

  private static boolean isOfWeights(List<String> arguments) {
    String phase = arguments.isEmpty() ? "missing" : arguments.get(0);
    if (!phase.equals("weights") && !phase.equals("architecture")) {
      throw new IllegalArgumentException(
          "PHASE = " + phase + ", but must be weights or architecture");
    }
    return phase.equals("weights");
  }

  private DifferentiableTrainer trainer(int threads) {
    DifferentiableTrainer trainer =
        new DifferentiableTrainer(
            new Engine(Kernels.ofBackend(), DataType.FLOAT, threads),
            supernet.layout(),
            new Momentum(new FixedSchedule(0.025), 0.9),
            new UpdateRules(1e-5, true, false, 5),
            new TfnasLatency(space, anyTable()),
            new LatencyLoss.TfNas(0.1, 15),
            new SoftmaxCrossEntropy(0));
    float[] values = supernet.initialValues(new TfnasInitialization(), 1);
    trainer.load(
        new PathTrainer.Vectors(supernet.layout(), values, new float[values.length]),
        networks.mixture());
    return trainer;
  }

  /** What latencies are does not change how long a step takes. */
  private LatencyTable anyTable() {
    Map<String, LatencyCurve> curves = new HashMap<>();
    LatencyCurve line = new LatencyCurve(new int[] {1, 10_000}, new double[] {0.001, 10});
    space
        .searchedBlocks()
        .forEach(
            place ->
                IntStream.range(0, place.operations().size())
                    .forEach(operation -> curves.put(place.latencyKey(operation), line)));
    return new LatencyTable("none", 1, 0, curves);
  }

  private double weightStep(DifferentiableTrainer trainer, ImageBatch batch, int step) {
    int number = step + WARM_UPS;
    return trainer.weightStep(
        networks,
        new BiSampling(SecondPath.RANDOM).draw(parameters, new SplittableRandom(number)),
        parameters,
        batch.images(),
        batch.labels(),
        new PathTrainer.Step(number, 0, number));
  }

  private double architectureStep(DifferentiableTrainer trainer, ImageBatch batch, int step) {
    return trainer
        .architecture()
        .gradient(
            networks,
            parameters,
            TEMPERATURE,
            new SplittableRandom(step),
            batch.images(),
            batch.labels(),
            step)
        .loss();
  }
}
