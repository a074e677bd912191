package org.sparknas.job.differentiable;

import java.util.function.Consumer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.sparknas.job.training.GraphState;
import org.sparknas.job.training.ModelState;
import org.sparknas.job.training.RoundModel;
import org.sparknas.job.training.Stretches;
import org.sparknas.job.training.WorkerTraining;
import org.sparknas.supernet.module.ParameterLayout;
import org.sparknas.supernet.tfnas.SearchNetworks;

/**
 * A round of a differentiable search: the weights that it needs are the graph's, the architecture
 * parameters come beside.
 */
final class DifferentiableRound implements RoundModel {
  private final StepSettings settings;
  private final RoundPlan plan;
  private final Stretches travelling;
  private final float[] architecture;
  private final Consumer<float[]> averaged;

  /**
   * @param layout of the whole supernet
   * @param architecture parameters and moments at the start
   * @param averaged takes them at the end
   */
  DifferentiableRound(
      StepSettings settings,
      RoundPlan plan,
      SearchNetworks networks,
      ParameterLayout layout,
      float[] architecture,
      Consumer<float[]> averaged) {
    this.settings = settings;
    this.plan = plan;
    this.travelling = Stretches.of(layout, RoundPlan.layout(plan.needed(networks)));
    this.architecture = architecture;
    this.averaged = averaged;
  }

  @Override
  public ModelState start(ComputationGraph graph) {
    return GraphState.gather(travelling, graph).withArchitecture(architecture);
  }

  @Override
  public WorkerTraining training(ComputationGraph graph) {
    return new DifferentiableTraining(settings, plan);
  }

  @Override
  public void finish(ComputationGraph graph, ModelState state) {
    GraphState.scatter(state, travelling, graph);
    averaged.accept(state.architecture());
  }
}
