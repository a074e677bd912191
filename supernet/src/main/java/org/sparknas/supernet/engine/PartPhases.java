package org.sparknas.supernet.engine;

import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.module.ModuleGraph;

/**
 * Which parts of a graph a few images go through at once, where nothing needs the whole batch.
 * Parts side by side share a phase while as many images of one fit the cache as of another, to a
 * factor: what stands between them then never leaves the cache, and where maps are small many
 * images still go at once.
 */
final class PartPhases {

  /** Beyond this the calls for the smaller maps cost more than memory does for the larger. */
  private static final int FACTOR = 2;

  private PartPhases() {}

  /** The phase of each part, from 0 on. */
  static int[] of(ModuleGraph graph) {
    long[] sizes = sizes(graph);
    int[] phases = new int[sizes.length];
    long least = sizes[0];
    long most = sizes[0];
    for (int part = 1; part < sizes.length; part++) {
      least = Math.min(least, sizes[part]);
      most = Math.max(most, sizes[part]);
      boolean isAlike = most <= FACTOR * least;
      phases[part] = phases[part - 1] + (isAlike ? 0 : 1);
      if (!isAlike) {
        least = sizes[part];
        most = sizes[part];
      }
    }
    return phases;
  }

  /** Of each part's largest value, in numbers for each image. */
  private static long[] sizes(ModuleGraph graph) {
    long[] sizes = new long[graph.producer(graph.values() - 1).part() + 1];
    for (Shape input : graph.inputs()) {
      sizes[0] = Math.max(sizes[0], input.elements());
    }
    for (ModuleGraph.Node node : graph.nodes()) {
      sizes[node.part()] = Math.max(sizes[node.part()], node.shape().elements());
    }
    return sizes;
  }
}
