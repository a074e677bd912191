package org.sparknas.job.training;

import java.io.Serializable;
import java.util.function.Supplier;
import org.sparknas.supernet.architecture.SearchSpace;

/** Makes the same space wherever it is sent: what travels are a space's settings. */
@FunctionalInterface
public interface SpaceSource extends Supplier<SearchSpace>, Serializable {}
