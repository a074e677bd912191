package org.sparknas.job.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.sparknas.job.config.ConfigurationException;
import org.sparknas.job.store.Location;
import org.sparknas.job.store.StoredArchitecture;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.SearchSpace;
import org.sparknas.supernet.cost.Costs;

/**
 * The architecture that {@code --architecture} means: one of the space by a name, else a file. A
 * name wins over a file that is called like it, so that what a command means does not depend on the
 * folder it runs in; {@code ./NAME} is the file.
 */
final class GivenArchitecture {
  static final String OPTION = "--architecture";
  static final String LABEL = "FILE|NAME";

  static final String FILE = "An architecture, as a search leaves it or fit prints it (JSON);";
  static final String NAME =
      "or smallest or largest (by MACs), random:SEED, or a published one of the space by its name.";

  private static final String SMALLEST = "smallest";
  private static final String LARGEST = "largest";
  private static final String RANDOM = "random:";

  private GivenArchitecture() {}

  /**
   * Reads or makes the architecture.
   *
   * @param costs of the space, whose {@code macs} say what is smallest and largest
   * @throws org.sparknas.job.store.StoreException when the file is none of the space's
   */
  static Architecture of(String given, SearchSpace space, Costs costs) {
    if (given.equals(SMALLEST)) {
      return costs.range("macs", space).cheapest();
    }
    if (given.equals(LARGEST)) {
      return costs.range("macs", space).dearest();
    }
    if (given.startsWith(RANDOM)) {
      return random(given, space);
    }
    Map<String, Architecture> published = space.published();
    if (published.containsKey(given)) {
      return published.get(given);
    }
    Location file = location(given);
    if (isMissing(file)) {
      throw new ConfigurationException(
          "%s %s: must be an architecture's file, and there is none, or one of %s"
              .formatted(OPTION, given, String.join(", ", names(published))));
    }
    return StoredArchitecture.read(file, space);
  }

  private static boolean isMissing(Location file) {
    try {
      return !file.exists();
    } catch (IOException e) {
      // Its reader will say so.
      return false;
    }
  }

  private static List<String> names(Map<String, Architecture> published) {
    List<String> names = new ArrayList<>(List.of(SMALLEST, LARGEST, RANDOM + "SEED"));
    names.addAll(published.keySet());
    return names;
  }

  private static Architecture random(String given, SearchSpace space) {
    long seed;
    try {
      seed = Long.parseLong(given.substring(RANDOM.length()));
    } catch (NumberFormatException e) {
      throw new ConfigurationException(
          "%s %s: must be %s and a whole number, as in %s7"
              .formatted(OPTION, given, RANDOM, RANDOM),
          e);
    }
    Random random = new Random(seed);
    return space.drawn(
        space.decisions().stream()
            .map(decision -> random.nextInt(decision.values().size()))
            .toList());
  }

  static Location location(String file) {
    try {
      return Location.of(file);
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigurationException(file + ": cannot be reached: " + e.getMessage(), e);
    }
  }
}
