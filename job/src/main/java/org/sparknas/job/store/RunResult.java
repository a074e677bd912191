package org.sparknas.job.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.ArchitectureFile;
import org.sparknas.supernet.architecture.SearchSpace;

/**
 * What a search found, as {@code result.json} holds it. Accuracies are shares from 0 to 1. Two runs
 * of one configuration differ in {@code timingsSeconds} alone.
 *
 * @param format {@link #FORMAT}
 * @param version of Spark NAS
 * @param supernet how the supernet was trained or where it came from
 * @param warnings what its reader should know, a sentence each
 * @param timingsSeconds of the parts of the run, and nothing else that depends on the machine
 */
public record RunResult(
    int format,
    String version,
    long seed,
    Space space,
    Data data,
    Map<String, ?> supernet,
    List<Search> searches,
    List<String> warnings,
    Map<String, Double> timingsSeconds) {
  /** The version of the layout. */
  public static final int FORMAT = 1;

  /** The space that was searched, as architecture files name it. */
  public record Space(String name, JsonNode settings) {
    /** The name and settings of a space. */
    public static Space of(SearchSpace space) {
      return new Space(space.name(), space.settings());
    }
  }

  /** How many images each set had, and the SHA-256 of the images as read. */
  public record Data(
      int trainingImages,
      int validationImages,
      int calibrationImages,
      int testImages,
      String trainSha256,
      String testSha256) {}

  /**
   * One search.
   *
   * @param seed of this search
   * @param constraints as they were written
   * @param candidates how many it has seen
   * @param scored how many of them no search before it in this run had scored
   * @param exhausted whether it ended early, because no new candidate kept the constraints
   * @param best the best first
   */
  public record Search(
      String algorithm,
      long seed,
      String objective,
      List<String> constraints,
      int candidates,
      int scored,
      int generations,
      boolean exhausted,
      List<Best> best) {}

  /**
   * An architecture that came out.
   *
   * @param file its own file, in the run's folder
   * @param genes the index of each decision's value
   * @param testTop1 null where the test images were not looked at
   * @param testTop5 as {@code testTop1}
   */
  public record Best(
      int rank,
      String file,
      List<Integer> genes,
      JsonNode decisions,
      ObjectNode costs,
      double fitness,
      double validationTop1,
      double validationTop5,
      Double testTop1,
      Double testTop5) {

    /** An architecture and its accuracies. */
    public static Best of(
        int rank,
        String file,
        Architecture architecture,
        Map<String, Double> costs,
        double fitness,
        double validationTop1,
        double validationTop5,
        Double testTop1,
        Double testTop5) {
      return new Best(
          rank,
          file,
          architecture.choices(),
          ArchitectureFile.toJson(architecture).get("decisions"),
          costsJson(costs),
          fitness,
          validationTop1,
          validationTop5,
          testTop1,
          testTop5);
    }
  }

  /** Costs by name; whole numbers without a fraction. */
  public static ObjectNode costsJson(Map<String, Double> costs) {
    return JsonFiles.numbers(costs);
  }
}
