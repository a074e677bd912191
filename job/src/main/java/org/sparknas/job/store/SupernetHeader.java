package org.sparknas.job.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.sparknas.supernet.architecture.SearchSpace;
import org.sparknas.supernet.architecture.StrictJson;
import org.sparknas.supernet.tfnas.TrainedWidths;

/**
 * What a file of weights says about them.
 *
 * @param space name of the space
 * @param settings of the space
 * @param layout checksum of the names, shapes and order of the parameters
 * @param parameters how many values there are
 * @param training how the weights were trained. Which images they have seen is compared: of others
 *     of the same set, validation images could be among them
 */
public record SupernetHeader(
    String space, JsonNode settings, String layout, long parameters, ObjectNode training) {

  private static final List<String> SEEN =
      List.of(
          "seed", "train_sha256", "validation_images", "train_limit", "mean", "standard_deviation");

  private static final String DIFFERENTIABLE = "differentiable";
  private static final String WIDTHS = "widths";

  public SupernetHeader {
    Objects.requireNonNull(space, "space");
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(layout, "layout");
    Objects.requireNonNull(training, "training");
  }

  /** The header of a space's supernet. */
  public static SupernetHeader of(
      SearchSpace space, String layout, long parameters, ObjectNode training) {
    return new SupernetHeader(space.name(), space.settings(), layout, parameters, training);
  }

  /** Returns this header for weights that a differentiable search trained at these widths. */
  public SupernetHeader with(TrainedWidths widths) {
    ObjectNode more = training.deepCopy().put(DIFFERENTIABLE, true);
    more.set(WIDTHS, JsonFiles.tree(widths));
    return new SupernetHeader(space, settings, layout, parameters, more);
  }

  /** Returns whether a differentiable search trained the weights. */
  public boolean ofDifferentiableSearch() {
    return training.path(DIFFERENTIABLE).asBoolean();
  }

  /**
   * Returns the widths at which a differentiable search trained the weights; empty where none did,
   * or one of a version that did not keep them.
   */
  public Optional<TrainedWidths> trainedWidths() {
    return Optional.ofNullable(training.get(WIDTHS))
        .map(widths -> JsonFiles.read(widths, TrainedWidths.class));
  }

  /** What differs from another supernet, in words; empty when nothing that counts does. */
  List<String> differences(SupernetHeader wanted) {
    List<String> differences = new ArrayList<>();
    differ(differences, "space", space, wanted.space);
    Set<String> names = new LinkedHashSet<>();
    wanted.settings.fieldNames().forEachRemaining(names::add);
    settings.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      differ(differences, name, settings.path(name), wanted.settings.path(name));
    }
    for (String name : SEEN) {
      differ(differences, name, training.path(name), wanted.training.path(name));
    }
    if (differences.isEmpty()) {
      differ(differences, "number of parameters", "" + parameters, "" + wanted.parameters);
      differ(differences, "layout of the parameters", layout, wanted.layout);
    }
    return differences;
  }

  private static void differ(
      List<String> differences, String what, JsonNode here, JsonNode wanted) {
    if (!StrictJson.areSame(here, wanted)) {
      differ(differences, what, here.toString(), wanted.toString());
    }
  }

  private static void differ(List<String> differences, String what, String here, String wanted) {
    if (!here.equals(wanted)) {
      differences.add(
          "%s is %s there and %s here"
              .formatted(
                  what, here.isEmpty() ? "missing" : here, wanted.isEmpty() ? "missing" : wanted));
    }
  }
}
