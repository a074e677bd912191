package org.sparknas.job.spark;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What an executor keeps between tasks because it is slow to make: at most one for each thread that
 * works at the same time. A replica is memory, not state: whoever uses one sets all that matters.
 *
 * @param <T> what is kept; closed when it is dropped
 */
public final class Replicas<T extends Replicas.Replica> {

  /** What holds native memory or threads. */
  public interface Replica extends AutoCloseable {
    @Override
    void close();
  }

  private final Map<String, Deque<T>> idle = new HashMap<>();

  /**
   * Runs something with a replica that no other thread has.
   *
   * @param run replicas of other runs are dropped; one that fails is dropped, too
   */
  public <R> R use(String run, Supplier<T> make, Function<T, R> body) {
    T replica = borrow(run, make);
    boolean isSound = false;
    try {
      R result = body.apply(replica);
      isSound = true;
      return result;
    } finally {
      if (isSound) {
        giveBack(run, replica);
      } else {
        replica.close();
      }
    }
  }

  private T borrow(String run, Supplier<T> make) {
    List<T> dropped = new ArrayList<>();
    T kept;
    synchronized (idle) {
      idle.forEach((other, replicas) -> dropped.addAll(other.equals(run) ? List.of() : replicas));
      idle.keySet().removeIf(other -> !other.equals(run));
      kept = idle.computeIfAbsent(run, key -> new ArrayDeque<>()).poll();
    }
    dropped.forEach(Replica::close);
    return kept == null ? make.get() : kept;
  }

  private void giveBack(String run, T replica) {
    synchronized (idle) {
      Deque<T> mine = idle.get(run);
      if (mine != null) {
        mine.push(replica);
        return;
      }
    }
    replica.close();
  }
}
