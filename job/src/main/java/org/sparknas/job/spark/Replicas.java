package org.sparknas.job.spark;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What an executor keeps between tasks because it is slow to make: at most one for each thread that
 * works at the same time. A replica is memory, not state: whoever uses one sets all that matters.
 *
 * @param <T> what is kept
 */
public final class Replicas<T> {
  private final Map<String, Deque<T>> idle = new HashMap<>();

  /**
   * Runs something with a replica that no other thread has.
   *
   * @param run replicas of other runs are dropped; one that fails is dropped, too
   */
  public <R> R use(String run, Supplier<T> make, Function<T, R> body) {
    T replica = borrow(run, make);
    R result = body.apply(replica);
    giveBack(run, replica);
    return result;
  }

  private T borrow(String run, Supplier<T> make) {
    synchronized (idle) {
      idle.keySet().removeIf(other -> !other.equals(run));
      T kept = idle.computeIfAbsent(run, key -> new ArrayDeque<>()).poll();
      if (kept != null) {
        return kept;
      }
    }
    return make.get();
  }

  private void giveBack(String run, T replica) {
    synchronized (idle) {
      Deque<T> mine = idle.get(run);
      if (mine != null) {
        mine.push(replica);
      }
    }
  }
}
