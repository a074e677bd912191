package org.sparknas.job.differentiable;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.api.java.JavaRDD;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.sparknas.job.config.DifferentiableConfiguration;
import org.sparknas.job.training.ArchitectureTotals;
import org.sparknas.job.training.GraphState;
import org.sparknas.job.training.ModelState;
import org.sparknas.job.training.RoundModel;
import org.sparknas.job.training.Seed;
import org.sparknas.job.training.TrainingMethod;
import org.sparknas.job.training.TrainingTotals;
import org.sparknas.supernet.module.ParameterLayout;
import org.sparknas.supernet.tfnas.ArchitectureOptimizer;
import org.sparknas.supernet.tfnas.ArchitectureParameters;
import org.sparknas.supernet.tfnas.BiSampling;
import org.sparknas.supernet.tfnas.ChannelOrder;
import org.sparknas.supernet.tfnas.DerivedArchitecture;
import org.sparknas.supernet.tfnas.ElasticityScaling;
import org.sparknas.supernet.tfnas.OperationWidths;
import org.sparknas.supernet.tfnas.SearchNetworks;
import org.sparknas.supernet.tfnas.SecondPath;
import org.sparknas.supernet.tfnas.TfnasLatency;
import org.sparknas.supernet.tfnas.TfnasSpace;
import org.sparknas.supernet.tfnas.TrainedChannels;
import org.sparknas.supernet.tfnas.TrainedWidths;

/**
 * TF-NAS's search as a way to train: the driver draws the paths of each round, and between epochs
 * anneals the temperature, fits the widths of the derived architecture to the target and keeps the
 * most important channels.
 */
final class DifferentiableSearch implements TrainingMethod {
  private final StepSettings settings;
  private final DifferentiableConfiguration configuration;
  private final TfnasLatency latency;
  private final ParameterLayout layout;
  private final SearchImages images;
  private final DerivedOperations derivedOperations;
  private final TrainedChannels trained;
  private ArchitectureOptimizer.State architecture;
  private OperationWidths widths;

  /**
   * @param layout of the supernet
   */
  DifferentiableSearch(
      StepSettings settings,
      DifferentiableConfiguration configuration,
      TfnasLatency latency,
      ParameterLayout layout,
      SearchImages images) {
    this.settings = settings;
    this.configuration = configuration;
    this.latency = latency;
    this.layout = layout;
    this.images = images;
    this.derivedOperations = new DerivedOperations(space());
    this.trained = new TrainedChannels(space());
    this.architecture =
        ArchitectureOptimizer.State.of(ArchitectureParameters.initial(space(), settings.scheme()));
    this.widths = OperationWidths.initial(space());
  }

  private double target() {
    return configuration.target().orElseThrow();
  }

  private TfnasSpace space() {
    return latency.space();
  }

  /** The architecture that the parameters stand for now. */
  DerivedArchitecture derived() {
    return architecture.parameters().derive(space(), widths);
  }

  /** Returns the widths that are trained once the derived architecture's blocks were placed. */
  TrainedWidths trainedWidths() {
    return trained.widths(derived());
  }

  @Override
  public int stepsPerEpoch() {
    return images.stepsPerEpoch();
  }

  private boolean trainsArchitecture(int epoch) {
    return configuration.temperature().trainsArchitecture(epoch);
  }

  @Override
  public void epochStarts(int epoch, ComputationGraph graph) {
    if (configuration.resetOptimizers()) {
      ModelState state = GraphState.read(graph);
      GraphState.write(
          new ModelState(state.values(), new float[state.optimizerState().length]), graph);
      architecture = ArchitectureOptimizer.State.of(architecture.parameters());
    }
  }

  @Override
  public RoundModel round(int epoch, int firstStep, int steps) {
    RoundPlan plan =
        new RoundPlan(
            epoch,
            epoch * stepsPerEpoch() + firstStep,
            firstStep,
            widths,
            paths(epoch, firstStep, steps),
            hasArchitectureStep(epoch, firstStep, steps)
                ? architecturePlan(epoch, firstStep)
                : null);
    plan.paths().forEach(step -> step.all().forEach(path -> trained.walk(path, widths)));
    return new DifferentiableRound(
        settings,
        plan,
        new SearchNetworks(space(), settings.scheme(), widths),
        layout,
        ArchitectureVector.of(architecture),
        this::adopt);
  }

  private boolean hasArchitectureStep(int epoch, int firstStep, int steps) {
    return trainsArchitecture(epoch)
        && settings.following(firstStep + steps) > settings.following(firstStep);
  }

  /** Before architecture parameters train there is nothing that a second path could make up for. */
  private List<BiSampling.Paths> paths(int epoch, int firstStep, int steps) {
    BiSampling sampling =
        new BiSampling(trainsArchitecture(epoch) ? configuration.secondPath() : SecondPath.NONE);
    List<BiSampling.Paths> paths = new ArrayList<>();
    for (int step = firstStep; step < firstStep + steps; step++) {
      paths.add(
          sampling.draw(
              architecture.parameters(),
              new SplittableRandom(Seed.of(settings.seed(), epoch, step))));
    }
    return paths;
  }

  private RoundPlan.ArchitecturePlan architecturePlan(int epoch, int firstStep) {
    int epochsSince =
        configuration.resetOptimizers() ? 0 : epoch - configuration.temperature().warmUpEpochs();
    return new RoundPlan.ArchitecturePlan(
        configuration.temperature().at(epoch),
        epochsSince * settings.following(stepsPerEpoch()) + settings.following(firstStep));
  }

  /** Takes over what the workers made of the architecture parameters. */
  private void adopt(float[] averaged) {
    for (float each : averaged) {
      if (!Float.isFinite(each)) {
        throw new IllegalStateException(
            "an architecture parameter is not finite; lower"
                + " search.differentiable.architecture.learning-rate or training.learning-rate");
      }
    }
    ArchitectureOptimizer.State state =
        ArchitectureVector.state(averaged, architecture.parameters());
    architecture =
        new ArchitectureOptimizer.State(state.parameters().normalized(), state.moments());
  }

  @Override
  public JavaRDD<MultiDataSet> batches(int epoch, int firstStep, int steps) {
    return hasArchitectureStep(epoch, firstStep, steps)
        ? images.ofBoth(settings, epoch, firstStep, steps)
        : images.ofWeights(epoch, firstStep, steps);
  }

  @Override
  public ObjectNode epochEnded(int epoch, ComputationGraph graph, TrainingTotals totals) {
    if (!trainsArchitecture(epoch)) {
      return JsonNodeFactory.instance.objectNode();
    }
    DerivedArchitecture derived = derived();
    if (configuration.elasticityScaling()) {
      ElasticityScaling.Result scaled =
          new ElasticityScaling(latency, target()).scale(derived.architecture());
      change(widths.with(space(), scaled.architecture(), derived.places()), graph);
      derived = new DerivedArchitecture(scaled.architecture(), derived.places());
    }
    derivedOperations.add(derived);
    return notes(epoch, derived, totals.architecture());
  }

  /** Keeps the most important channels of each operation whose width changes. */
  private void change(OperationWidths changed, ComputationGraph graph) {
    ModelState state = GraphState.read(graph);
    boolean any = false;
    for (int place = 0; place < space().searchedBlocks().size(); place++) {
      int operations = space().searchedBlocks().get(place).operations().size();
      for (int operation = 0; operation < operations; operation++) {
        if (changed.of(place, operation) != widths.of(place, operation)) {
          int[] order =
              new ChannelOrder(space().searchedBlocks().get(place), operation, layout)
                  .apply(state.values(), state.optimizerState());
          trained.reorder(place, operation, order);
          any = true;
        }
      }
    }
    if (any) {
      GraphState.write(state, graph);
    }
    widths = changed;
  }

  private ObjectNode notes(int epoch, DerivedArchitecture derived, ArchitectureTotals totals) {
    ObjectNode notes = DerivedNotes.of(derived);
    double milliseconds = latency.of(derived.architecture());
    notes.put("table_latency_ms", milliseconds);
    notes.put("target_latency_ms", target());
    notes.put("target_met", milliseconds <= target());
    notes.put("temperature", configuration.temperature().at(epoch));
    notes.put("architecture_loss", totals.meanLoss());
    notes.put("architecture_cross_entropy", totals.meanCrossEntropy());
    notes.put("expected_latency_ms", totals.meanLatency());
    ObjectNode entropies = notes.putObject("entropies");
    List<Double> each = architecture.parameters().entropies();
    for (int place = 0; place < each.size(); place++) {
      entropies.put(space().searchedBlocks().get(place).name(), each.get(place));
    }
    ObjectNode counts = notes.putObject("times_derived");
    derivedOperations.counts().forEach(counts::put);
    return notes;
  }
}
