package org.sparknas.job.spark;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What an executor keeps between tasks because it is slow to make: at most one for each thread that
 * works at the same time, and of one run. A replica is memory, not state: whoever uses one sets all
 * that matters.
 *
 * @param <T> what is kept; closed when it is dropped
 */
public final class Replicas<T extends Replicas.Replica> {

  /** What holds native memory or threads. */
  public interface Replica extends AutoCloseable {
    @Override
    void close();
  }

  /** Guards the fields of all. */
  private static final Object LOCK = new Object();

  /** Of the run that is on: what an earlier one left would hold the memory that this one needs. */
  private static Replicas<?> lastUsed = new Replicas<>();

  private final Deque<T> idle = new ArrayDeque<>();

  /** Whose they are. */
  private String run;

  /**
   * Runs something with a replica that no other thread has.
   *
   * @param name of the run; replicas of other runs are dropped, of other kinds too; so is one that
   *     fails
   */
  public <R> R use(String name, Supplier<T> make, Function<T, R> body) {
    T replica = borrow(name, make);
    boolean isSound = false;
    try {
      R result = body.apply(replica);
      isSound = true;
      return result;
    } finally {
      if (isSound) {
        giveBack(name, replica);
      } else {
        replica.close();
      }
    }
  }

  private T borrow(String name, Supplier<T> make) {
    List<Replica> dropped = new ArrayList<>();
    T kept;
    synchronized (LOCK) {
      if (lastUsed != this || !name.equals(run)) {
        lastUsed.giveUp(dropped);
        lastUsed = this;
        run = name;
      }
      kept = idle.poll();
    }
    dropped.forEach(Replica::close);
    return kept == null ? make.get() : kept;
  }

  private void giveUp(List<Replica> dropped) {
    dropped.addAll(idle);
    idle.clear();
  }

  private void giveBack(String name, T replica) {
    synchronized (LOCK) {
      if (lastUsed == this && name.equals(run)) {
        idle.push(replica);
        return;
      }
    }
    replica.close();
  }
}
