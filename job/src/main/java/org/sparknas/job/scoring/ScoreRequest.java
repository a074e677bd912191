package org.sparknas.job.scoring;

import java.util.List;
import org.sparknas.job.config.RunConfiguration;
import org.sparknas.job.data.DataSets;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.SearchSpace;
import org.sparknas.supernet.cost.Costs;

/**
 * Architectures to score, checked.
 *
 * @param weights of the trained supernet
 */
public record ScoreRequest(
    RunConfiguration configuration,
    SearchSpace space,
    Costs costs,
    DataSets data,
    float[] weights,
    List<Architecture> architectures) {

  public ScoreRequest {
    architectures = List.copyOf(architectures);
  }
}
