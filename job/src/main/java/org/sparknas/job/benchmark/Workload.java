package org.sparknas.job.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Something that can be timed by its name. */
interface Workload {
  /** Its arguments on the command line, as in {@code PARAMETERS [SHARE_TOUCHED]}. */
  String usage();

  /**
   * Runs and times it.
   *
   * @param arguments what stands behind the workload's name
   * @return what {@link Benchmark} prints behind the engine and the workload
   * @throws IllegalArgumentException when the arguments do not fit; says what is allowed
   */
  ObjectNode run(List<String> arguments);
}
