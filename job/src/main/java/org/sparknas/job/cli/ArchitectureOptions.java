package org.sparknas.job.cli;

import java.util.List;
import org.sparknas.job.store.GenesFile;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.SearchSpace;
import org.sparknas.supernet.cost.Costs;
import picocli.CommandLine.Option;

/** Which architectures: one of two ways. */
final class ArchitectureOptions {
  @Option(
      names = GivenArchitecture.OPTION,
      paramLabel = GivenArchitecture.LABEL,
      description = {GivenArchitecture.FILE, GivenArchitecture.NAME})
  private String architecture;

  @Option(
      names = "--genes",
      paramLabel = "FILE",
      description = {
        "Many architectures: CSV with the header blocks,channels and an architecture a line,",
        "genes as indices separated by spaces."
      })
  private String genes;

  List<Architecture> read(SearchSpace space, Costs costs) {
    return architecture == null
        ? GenesFile.read(GivenArchitecture.location(genes), space)
        : List.of(GivenArchitecture.of(architecture, space, costs));
  }
}
