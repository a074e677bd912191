package org.sparknas.supernet.tfnas;

/**
 * How a differentiable search decides depth; the paper compares all three. The first block of a
 * stage always stays, because it may change the shape.
 */
public enum DepthScheme {
  /** A stage has a distribution over its depths, which weighs its blocks' outputs: the paper's. */
  SINK_CONNECTING,
  /** Skipping a block, at no latency, is one more operation of it, behind the others. */
  SKIP_IN_CANDIDATES,
  /** A block has a distribution over skipping and not skipping it, whatever its operation. */
  SKIP_OUT_OF_CANDIDATES
}
