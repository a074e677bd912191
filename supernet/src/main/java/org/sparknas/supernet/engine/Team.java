package org.sparknas.supernet.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Threads that do the same thing on different images. The caller is the first of them. */
final class Team implements AutoCloseable {

  private final int size;
  private final ExecutorService others;

  /** Throws {@link IllegalArgumentException} for fewer than one thread. */
  Team(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("threads: " + size + "; must be at least 1");
    }
    this.size = size;
    this.others = size == 1 ? null : Executors.newFixedThreadPool(size - 1, Team::thread);
  }

  private static Thread thread(Runnable body) {
    Thread thread = new Thread(body, "spark-nas-engine");
    thread.setDaemon(true);
    return thread;
  }

  int size() {
    return size;
  }

  /** Calls the body with 0 to size − 1, each in a thread of its own, and waits for all. */
  void run(IntConsumer body) {
    List<Future<?>> running = new ArrayList<>();
    for (int member = 1; member < size; member++) {
      int number = member;
      running.add(others.submit(() -> body.accept(number)));
    }
    Throwable failure = null;
    try {
      body.accept(0);
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    for (Future<?> member : running) {
      failure = firstOf(failure, failureOf(member));
    }
    if (failure instanceof Error error) {
      throw error;
    } else if (failure instanceof RuntimeException exception) {
      throw exception;
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
  private static Throwable failureOf(Future<?> member) {
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

  @Override
  public void close() {
    if (others != null) {
      others.shutdown();
    }
  }
}
