package org.sparknas.job.training;

import java.io.Serializable;
import org.sparknas.supernet.module.Supernet;

/** Makes the step of a path training where it is needed: on the executors. */
@FunctionalInterface
public interface PathSteps extends Serializable {
  /** A step on paths of this supernet, for one thread. It is kept for the following rounds. */
  PathStep on(Supernet supernet);
}
