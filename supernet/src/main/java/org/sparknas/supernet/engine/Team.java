package org.sparknas.supernet.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    try {
      body.accept(0);
    } finally {
      running.forEach(Team::await);
    }
  }

  private static void await(Future<?> future) {
    try {
      future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the engine's threads", e);
    }
  }

  @Override
  public void close() {
    if (others != null) {
      others.shutdown();
    }
  }
}
