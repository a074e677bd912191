package org.sparknas.supernet.tfnas;

/**
 * Which latencies can be reached.
 *
 * @param least in milliseconds
 * @param greatest in milliseconds
 */
public record LatencyRange(double least, double greatest) {
  /** Whether a latency is neither below nor above what can be reached. */
  public boolean contains(double milliseconds) {
    return milliseconds >= least && milliseconds <= greatest;
  }
}
