package org.sparknas.job.search;

import java.util.Optional;
import org.sparknas.job.config.RunConfiguration;
import org.sparknas.job.data.DataSets;
import org.sparknas.job.store.RunFolder;
import org.sparknas.job.store.SupernetFile;
import org.sparknas.supernet.architecture.SearchSpace;
import org.sparknas.supernet.cost.Costs;

/**
 * A search that was checked and may start.
 *
 * @param output free to be filled; not made yet
 * @param supernet that is searched; empty to train one
 */
public record SearchRequest(
    RunConfiguration configuration,
    SearchSpace space,
    Costs costs,
    DataSets data,
    RunFolder output,
    Optional<SupernetFile> supernet) {}
