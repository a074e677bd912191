package org.sparknas.job.training;

import java.io.Serializable;

/** A worker's number and what it trained. */
final class WorkerResult implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int worker;
  private final TrainedState trained;

  WorkerResult(int worker, TrainedState trained) {
    this.worker = worker;
    this.trained = trained;
  }

  int worker() {
    return worker;
  }

  TrainedState trained() {
    return trained;
  }
}
