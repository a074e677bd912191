package org.sparknas.job.search;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.sparknas.job.config.ConfigurationException;
import org.sparknas.job.config.RunConfiguration;
import org.sparknas.job.data.DataSets;
import org.sparknas.job.store.RunFolder;
import org.sparknas.job.store.SupernetFile;
import org.sparknas.job.store.SupernetHeader;
import org.sparknas.job.training.ChannelWarmUp;
import org.sparknas.job.training.TrainingPlan;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.Decision;
import org.sparknas.supernet.architecture.SearchSpace;
import org.sparknas.supernet.module.ParameterLayout;
import org.sparknas.supernet.tfnas.TrainedWidths;

/**
 * The file of a supernet that fits a configuration: its space, and the images it was trained on.
 */
public record TrainedSupernet(RunConfiguration configuration, SearchSpace space, DataSets data) {
  private static final String LOWEST_SCALE = "lowest_scale";

  /** A file of these weights. */
  SupernetFile of(float[] weights) {
    return new SupernetFile(header(), weights);
  }

  /** A file of weights that a differentiable search trained at these widths. */
  SupernetFile of(float[] weights, TrainedWidths widths) {
    return new SupernetFile(header().with(widths), weights);
  }

  /**
   * Reads the supernet of an earlier run.
   *
   * @throws org.sparknas.job.store.StoreException when it is of another space, or was trained on
   *     other images: the validation images here could be among them
   */
  private SupernetFile read(RunFolder run) {
    SupernetFile file = SupernetFile.read(run.supernet());
    file.requireFit(run.supernet(), header());
    return file;
  }

  /**
   * As {@link #read}, for a search by genes.
   *
   * @param setting what named the run, as in {@code --supernet: runs/a}
   * @throws ConfigurationException when a differentiable search trained it, which trains no widths
   *     but those that it went through
   */
  public SupernetFile toSearch(RunFolder run, String setting) {
    SupernetFile file = read(run);
    if (file.header().ofDifferentiableSearch()) {
      throw new ConfigurationException(
          setting
              + "; must be of a run that trained all widths: a differentiable search trained this"
              + " one, and only score takes it");
    }
    return file;
  }

  /**
   * As {@link #read}, for these architectures.
   *
   * @param setting as for {@link #toSearch}
   * @throws ConfigurationException when a width of one of them was never trained, because channel
   *     warm-up or the differentiable search did not reach it: its accuracy would say nothing of
   *     the architecture
   */
  public SupernetFile toScore(RunFolder run, String setting, List<Architecture> architectures) {
    SupernetFile file = read(run);
    if (file.header().ofDifferentiableSearch()) {
      requireTrained(widths(file, setting), setting, architectures);
    } else {
      requireDrawn(file, setting, architectures);
    }
    return file;
  }

  private static TrainedWidths widths(SupernetFile file, String setting) {
    try {
      return file.header()
          .trainedWidths()
          .orElseThrow(
              () ->
                  new ConfigurationException(
                      setting
                          + " does not say which widths its search trained: it must be of this"
                          + " version of Spark NAS, and an earlier one wrote it"));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          setting + " is damaged: the widths that its search trained: " + e.getMessage(), e);
    }
  }

  private static void requireTrained(
      TrainedWidths widths, String setting, List<Architecture> architectures) {
    for (int number = 1; number <= architectures.size(); number++) {
      Optional<TrainedWidths.UntrainedBlock> block =
          widths.untrained(architectures.get(number - 1));
      if (block.isPresent()) {
        throw untrained(
            setting,
            block.get().trained(),
            block.get().name(),
            number,
            String.valueOf(block.get().width()));
      }
    }
  }

  private void requireDrawn(SupernetFile file, String setting, List<Architecture> architectures) {
    List<Decision> decisions = space.decisions();
    List<List<Integer>> drawn =
        decisions.stream().map(decision -> trainedChoices(file, decision)).toList();
    for (int number = 1; number <= architectures.size(); number++) {
      List<Integer> choices = architectures.get(number - 1).canonical().choices();
      for (int place = 0; place < decisions.size(); place++) {
        Decision decision = decisions.get(place);
        List<Integer> trained = drawn.get(place);
        if (!trained.contains(choices.get(place))) {
          throw untrained(
              setting,
              String.join(", ", trained.stream().map(decision.values()::get).toList()),
              decision.name(),
              number,
              decision.values().get(choices.get(place)));
        }
      }
    }
  }

  private static ConfigurationException untrained(
      String setting, String trained, String name, int number, String given) {
    return new ConfigurationException(
        "%s was trained on %s of %s; architecture %d has %s"
            .formatted(setting, trained, name, number, given));
  }

  private SupernetHeader header() {
    ParameterLayout layout = ParameterLayout.widest(space.blocks());
    return SupernetHeader.of(space, layout.fingerprint(), layout.length(), training());
  }

  /** Which choices of a decision were drawn at the end of a supernet's training. */
  static List<Integer> trainedChoices(SupernetFile supernet, Decision decision) {
    double lowest = supernet.header().training().path(LOWEST_SCALE).asDouble();
    return new ChannelWarmUp(0, lowest == 0 ? List.of() : List.of(lowest)).choices(decision, 0);
  }

  /** What the weights have seen, and how. */
  private ObjectNode training() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("seed", configuration.seed());
    node.put("train_sha256", data.fingerprints().train());
    node.put("validation_images", configuration.data().validationImages());
    node.put("train_limit", configuration.data().trainLimit());
    data.normalisation().mean().forEach(node.putArray("mean")::add);
    data.normalisation().standardDeviation().forEach(node.putArray("standard_deviation")::add);
    node.put("epochs", configuration.training().epochs());
    node.put("workers", configuration.training().workers());
    node.put(LOWEST_SCALE, new TrainingPlan(configuration).lowestScale());
    return node;
  }
}
