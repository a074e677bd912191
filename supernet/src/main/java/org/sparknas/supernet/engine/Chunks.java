package org.sparknas.supernet.engine;

/**
 * A batch cut into chunks of a few images, and which thread computes which.
 *
 * @param images of the batch
 * @param count how many chunks
 */
record Chunks(int images, int count, int threads) {

  /**
   * Chunks as large as possible, as many for each thread.
   *
   * @param limit images of a chunk at most
   */
  static Chunks of(int images, int limit, int threads) {
    int needed = (images - 1) / limit + 1;
    int rounds = (needed - 1) / threads + 1;
    return new Chunks(images, Math.min(images, rounds * threads), threads);
  }

  /** The first image of a chunk. */
  int start(int chunk) {
    return (int) ((long) images * chunk / count);
  }

  int size(int chunk) {
    return start(chunk + 1) - start(chunk);
  }

  /** The first chunk of a thread; its last is the one before the next thread's first. */
  int firstOf(int thread) {
    return (int) ((long) count * thread / threads);
  }
}
