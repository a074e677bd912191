package org.sparknas.job.scoring;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Computers that an executor keeps between generations, at most one for each thread that scores at
 * the same time. They are memory, not state: candidates load their weights before they run.
 */
final class CandidateComputers {
  private static final Map<String, Deque<CandidateComputer>> IDLE = new HashMap<>();

  private CandidateComputers() {}

  /** Runs something with a computer that no other thread has. */
  static <T> T use(ScoringTask task, Function<CandidateComputer, T> body) {
    CandidateComputer computer = borrow(task);
    T result = body.apply(computer);
    giveBack(task, computer);
    return result;
  }

  private static CandidateComputer borrow(ScoringTask task) {
    synchronized (IDLE) {
      IDLE.keySet().removeIf(run -> !run.equals(task.run()));
      Deque<CandidateComputer> idle = IDLE.computeIfAbsent(task.run(), run -> new ArrayDeque<>());
      if (!idle.isEmpty()) {
        return idle.pop();
      }
    }
    return new CandidateComputer(task.space().get());
  }

  private static void giveBack(ScoringTask task, CandidateComputer computer) {
    synchronized (IDLE) {
      Deque<CandidateComputer> idle = IDLE.get(task.run());
      if (idle != null) {
        idle.push(computer);
      }
    }
  }
}
