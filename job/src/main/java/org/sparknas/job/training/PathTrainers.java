package org.sparknas.job.training;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.sparknas.supernet.module.PathTrainer;
import org.sparknas.supernet.module.Supernet;

/**
 * Trainers that an executor keeps between rounds, at most one for each thread that trains at the
 * same time. A trainer is memory, not state: every step loads what it works on.
 */
final class PathTrainers {

  /** A trainer and the supernet that it was made for. */
  record Replica(Supernet supernet, PathTrainer trainer) {}

  private static final Map<String, Deque<Replica>> IDLE = new LinkedHashMap<>();

  private PathTrainers() {}

  /** Runs something with a replica that no other thread has. */
  static <T> T use(PathSettings settings, Function<Replica, T> body) {
    Replica replica = borrow(settings);
    T result = body.apply(replica);
    giveBack(settings.run(), replica);
    return result;
  }

  private static Replica borrow(PathSettings settings) {
    synchronized (IDLE) {
      IDLE.keySet().removeIf(run -> !run.equals(settings.run()));
      Deque<Replica> idle = IDLE.computeIfAbsent(settings.run(), run -> new ArrayDeque<>());
      if (!idle.isEmpty()) {
        return idle.pop();
      }
    }
    Supernet supernet = new Supernet(settings.space().get());
    return new Replica(supernet, settings.trainer(supernet.layout()));
  }

  private static void giveBack(String run, Replica replica) {
    synchronized (IDLE) {
      Deque<Replica> idle = IDLE.get(run);
      if (idle != null) {
        idle.push(replica);
      }
    }
  }
}
