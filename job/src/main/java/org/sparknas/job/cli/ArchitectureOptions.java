package org.sparknas.job.cli;

import java.io.IOException;
import java.util.List;
import org.sparknas.job.config.ConfigurationException;
import org.sparknas.job.store.GenesFile;
import org.sparknas.job.store.Location;
import org.sparknas.job.store.StoredArchitecture;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.SearchSpace;
import picocli.CommandLine.Option;

/** Which architectures: one of two ways. */
final class ArchitectureOptions {
  @Option(
      names = "--architecture",
      paramLabel = "FILE",
      description = "One architecture, as a search leaves it (JSON).")
  private String architecture;

  @Option(
      names = "--genes",
      paramLabel = "FILE",
      description = {
        "Many architectures: CSV with the header blocks,channels and an architecture a line,",
        "genes as indices separated by spaces."
      })
  private String genes;

  List<Architecture> read(SearchSpace space) throws IOException {
    return architecture == null
        ? GenesFile.read(location(genes), space)
        : List.of(StoredArchitecture.read(location(architecture), space));
  }

  static Location location(String file) {
    try {
      return Location.of(file);
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigurationException(file + ": cannot be reached: " + e.getMessage(), e);
    }
  }
}
