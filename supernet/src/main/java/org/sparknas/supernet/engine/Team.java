package org.sparknas.supernet.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * Threads that do the same thing on different images. The caller is the first of them. A step calls
 * them dozens of times, so who waits for another looks out for it a little before it sleeps.
 */
final class Team implements AutoCloseable {

  /** About what it takes to wake a thread on an idle core. */
  private static final long LOOKOUT_NANOSECONDS = 50_000;

  /** A thread that waits for tasks, one at a time. */
  private static final class Member {
    private final Thread thread = new Thread(this::work, "spark-nas-engine");
    private volatile FutureTask<Void> task;
    private volatile boolean isClosed;

    Member() {
      thread.setDaemon(true);
      thread.start();
    }

    FutureTask<Void> submit(Runnable body) {
      FutureTask<Void> submitted = new FutureTask<>(body, null);
      task = submitted;
      LockSupport.unpark(thread);
      return submitted;
    }

    private void work() {
      while (!isClosed) {
        lookOut(() -> task != null);
        FutureTask<Void> mine = task;
        if (mine == null) {
          LockSupport.park(this);
        } else {
          task = null;
          mine.run();
        }
      }
    }

    void close() {
      isClosed = true;
      LockSupport.unpark(thread);
    }
  }

  private final List<Member> others = new ArrayList<>();
  private boolean isClosed;

  /** Throws {@link IllegalArgumentException} for fewer than one thread. */
  Team(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("threads: " + size + "; must be at least 1");
    }
    for (int member = 1; member < size; member++) {
      others.add(new Member());
    }
  }

  int size() {
    return others.size() + 1;
  }

  /**
   * Calls the body with 0 to size − 1, each in a thread of its own, and waits for all.
   *
   * @throws IllegalStateException when the team was closed
   */
  void run(IntConsumer body) {
    requireOpen();
    List<FutureTask<Void>> running = new ArrayList<>();
    for (int member = 1; member < size(); member++) {
      int number = member;
      running.add(others.get(member - 1).submit(() -> body.accept(number)));
    }
    Throwable failure = null;
    try {
      body.accept(0);
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    for (FutureTask<Void> member : running) {
      failure = firstOf(failure, failureOf(member));
    }
    if (failure instanceof Error error) {
      throw error;
    } else if (failure instanceof RuntimeException exception) {
      throw exception;
    }
  }

  /** Throws {@link IllegalStateException} when the team was closed. */
  void requireOpen() {
    if (isClosed) {
      throw new IllegalStateException("the engine is closed");
    }
  }

  /**
   * Calls the body with 0 to count − 1, each in whichever thread is free, and waits for all: for
   * what comes out the same whoever does it.
   */
  void forEach(int count, IntConsumer body) {
    if (count == 1) {
      body.accept(0);
      return;
    }
    AtomicInteger next = new AtomicInteger();
    run(
        member -> {
          for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
            body.accept(i);
          }
        });
  }

  private static Throwable firstOf(Throwable first, Throwable second) {
    if (first != null && second != null) {
      first.addSuppressed(second);
    }
    return first == null ? second : first;
  }

  /**
   * Waits until a member is done, come what may: it writes to memory that is about to be used
   * again. Null where it did not fail.
   */
  private static Throwable failureOf(FutureTask<Void> member) {
    lookOut(member::isDone);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          member.get();
          return null;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          return e.getCause();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void lookOut(BooleanSupplier hasCome) {
    long end = System.nanoTime() + LOOKOUT_NANOSECONDS;
    while (!hasCome.getAsBoolean() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    isClosed = true;
    others.forEach(Member::close);
  }
}
