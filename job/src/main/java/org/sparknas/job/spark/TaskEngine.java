package org.sparknas.job.spark;

import org.apache.spark.TaskContext;
import org.nd4j.linalg.api.buffer.DataType;
import org.sparknas.supernet.engine.Engine;
import org.sparknas.supernet.kernel.Kernels;

/** The engine that computes in a task. */
public final class TaskEngine {

  private TaskEngine() {}

  /** An engine with a thread for each core of the task ({@code spark.task.cpus}); else with one. */
  public static Engine create() {
    TaskContext task = TaskContext.get();
    return new Engine(Kernels.ofBackend(), DataType.FLOAT, task == null ? 1 : task.cpus());
  }
}
