package org.sparknas.job.training;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Networks that an executor keeps between rounds, since building one is slow and their native
 * memory is not freed at once. At most one is kept for each thread that trains at the same time.
 *
 * <p>A replica is memory, not state: whoever borrows one must set everything that matters.
 */
final class GraphReplicas {
  private static final int RUNS_KEPT = 2;
  private static final Map<String, Deque<ComputationGraph>> IDLE =
      new LinkedHashMap<>(RUNS_KEPT, 0.75f, true);

  private GraphReplicas() {}

  /** An idle replica of the run, or a new one. It is the caller's alone until it is returned. */
  static ComputationGraph borrow(String run, Supplier<ComputationGraph> build) {
    synchronized (IDLE) {
      Deque<ComputationGraph> idle = IDLE.computeIfAbsent(run, key -> new ArrayDeque<>());
      closeOtherThanLastUsed();
      if (!idle.isEmpty()) {
        return idle.pop();
      }
    }
    return build.get();
  }

  /** Keeps a replica for the run's next round, or closes it when the run was released. */
  static void giveBack(String run, ComputationGraph replica) {
    synchronized (IDLE) {
      Deque<ComputationGraph> idle = IDLE.get(run);
      if (idle != null) {
        idle.push(replica);
        return;
      }
    }
    replica.close();
  }

  /** Closes the run's idle replicas in this process. */
  static void release(String run) {
    synchronized (IDLE) {
      close(IDLE.remove(run));
    }
  }

  /** How many replicas the run has idle in this process. */
  static int idle(String run) {
    synchronized (IDLE) {
      Deque<ComputationGraph> idle = IDLE.get(run);
      return idle == null ? 0 : idle.size();
    }
  }

  /** Executors outlive runs, and nobody tells them that one ended. */
  private static void closeOtherThanLastUsed() {
    Iterator<Deque<ComputationGraph>> leastRecentFirst = IDLE.values().iterator();
    for (int excess = IDLE.size() - RUNS_KEPT; excess > 0; excess--) {
      close(leastRecentFirst.next());
      leastRecentFirst.remove();
    }
  }

  private static void close(Deque<ComputationGraph> replicas) {
    if (replicas != null) {
      replicas.forEach(ComputationGraph::close);
    }
  }
}
