package org.sparknas.supernet.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.module.BatchNormalisation;
import org.sparknas.supernet.module.ExpansionLayer;
import org.sparknas.supernet.module.ModuleGraph;
import org.sparknas.supernet.module.Pass;

/**
 * In which phase each value of a graph is computed, and which values are kept for the whole batch.
 *
 * <p>With the batch's own statistics a batch norm stands one phase behind its input. With given
 * statistics nothing needs the whole batch; then parts of the graph are phases, as {@link
 * PartPhases} has it.
 */
final class Schedule {

  private static final int NEVER = -1;

  private final ModuleGraph graph;
  private final Pass.Mode mode;
  private final int[] phases;

  /** For runs with given statistics. */
  private final int[] phasesOfParts;

  private final boolean[] stored;
  private final boolean[] gradientStored;
  private final int[] readers;
  private final int[] lastReader;
  private final int[] lastPhase;
  private final int[] firstContributor;
  private final List<List<Integer>> norms = new ArrayList<>();

  /** Expansion layers by the number of their batch norm, and of their convolution. */
  private final ExpansionLayer[] expansions;

  private final int[] normOfExpansion;
  private final List<List<Integer>> valuesOfPhase = new ArrayList<>();

  Schedule(ModuleGraph graph, Pass.Mode mode) {
    this.graph = graph;
    this.mode = mode;
    int values = graph.values();
    phases = new int[values];
    phasesOfParts = mode == Pass.Mode.INFER ? PartPhases.of(graph) : new int[0];
    stored = new boolean[values];
    gradientStored = new boolean[values];
    readers = new int[values];
    lastReader = new int[values];
    lastPhase = new int[values];
    firstContributor = new int[values];
    expansions = new ExpansionLayer[values];
    normOfExpansion = new int[values];
    Arrays.fill(normOfExpansion, NEVER);
    graph.nodes().forEach(node -> node.inputs().forEach(input -> readers[input]++));
    if (mode != Pass.Mode.INFER) {
      findExpansions();
    }
    for (int value = 0; value < values; value++) {
      norms.add(new ArrayList<>());
      lastReader[value] = NEVER;
      firstContributor[value] = NEVER;
      phases[value] = graph.isInput(value) ? 0 : phase(value);
      while (valuesOfPhase.size() <= phases[value]) {
        valuesOfPhase.add(new ArrayList<>());
      }
      valuesOfPhase.get(phases[value]).add(value);
    }
    for (int value = 0; value < values; value++) {
      boolean isEnd = graph.isInput(value) || value == values - 1;
      stored[value] = isEnd || (mode == Pass.Mode.TRAIN && isWorthKeeping(value));
      gradientStored[value] = graph.isInput(value);
    }
    for (int reader = graph.inputs().size(); reader < values; reader++) {
      int number = reader;
      graph.producer(reader).inputs().forEach(value -> read(value, number));
    }
  }

  private int phase(int value) {
    ModuleGraph.Node node = graph.producer(value);
    if (mode == Pass.Mode.INFER) {
      return phasesOfParts[node.part()];
    }
    int latest = node.inputs().stream().mapToInt(i -> phases[i]).max().orElse(0);
    return waitingNorm(value) == NEVER ? latest : latest + 1;
  }

  /** The batch norm that needs the statistics of what a node reads; {@link #NEVER} for none. */
  private int waitingNorm(int reader) {
    boolean isPlainNorm = separatesPhases(reader) && !isExpansion(reader);
    return isPlainNorm ? reader : normOfExpansion[reader];
  }

  /** Expansion layers but for those whose convolution has another reader. */
  private void findExpansions() {
    for (int value = 0; value < graph.values() - 1; value++) {
      int norm = value;
      ExpansionLayer.endingWith(graph, norm)
          .filter(layer -> readers[graph.producer(norm).inputs().get(0)] == 1)
          .ifPresent(
              layer -> {
                expansions[norm] = layer;
                normOfExpansion[graph.producer(norm).inputs().get(0)] = norm;
              });
    }
  }

  /** Vectors cost nothing to keep, most convolutions much to compute again. */
  private boolean isWorthKeeping(int value) {
    if (isWithinExpansion(value)) {
      return !expansions[normOfExpansion[value]].isProductCheap();
    }
    return graph.shape(value).pixels() == 1 || !graph.producer(value).module().isCheap();
  }

  private void read(int value, int reader) {
    lastReader[value] = reader;
    lastPhase[value] = Math.max(lastPhase[value], phases[reader]);
    boolean later = phases[reader] > phases[value];
    stored[value] |= later;
    if (waitingNorm(reader) != NEVER) {
      norms.get(value).add(waitingNorm(reader));
    }
    if (waitingNorm(reader) != NEVER || isExpansion(reader)) {
      return;
    }
    gradientStored[value] |= later;
    if (firstContributor[value] == NEVER || phases[reader] >= phases[firstContributor[value]]) {
      firstContributor[value] = reader;
    }
  }

  int phases() {
    return valuesOfPhase.size();
  }

  /** The values of a phase in the order of computation, inputs of the graph among them. */
  List<Integer> values(int phase) {
    return valuesOfPhase.get(phase);
  }

  /** Whether a value is kept for the whole batch rather than for a few images. */
  boolean isStored(int value) {
    return stored[value];
  }

  /** Whether the gradient of a value gathers over several phases. */
  boolean isGradientStored(int value) {
    return gradientStored[value];
  }

  /**
   * The batch norms that wait for a value's statistics: they read it, or end an expansion of it.
   */
  List<Integer> norms(int value) {
    return norms.get(value);
  }

  /** Whether this value is a batch norm that normalises with the batch's own statistics. */
  boolean separatesPhases(int value) {
    return mode != Pass.Mode.INFER && isNorm(value);
  }

  private boolean isNorm(int value) {
    return !graph.isInput(value) && graph.producer(value).module() instanceof BatchNormalisation;
  }

  /** Whether this value is the batch norm of an expansion layer, computed as such. */
  boolean isExpansion(int value) {
    return expansions[value] != null;
  }

  /** The value whose statistics a batch norm waits for. */
  int awaited(int norm) {
    int read = graph.producer(norm).inputs().get(0);
    return isExpansion(norm) ? graph.producer(read).inputs().get(0) : read;
  }

  ExpansionLayer expansion(int norm) {
    return expansions[norm];
  }

  /**
   * Whether this value is the convolution of an expansion layer, whose norm sees to its gradient.
   */
  boolean isWithinExpansion(int value) {
    return normOfExpansion[value] != NEVER;
  }

  /**
   * Whether a value takes the place of its node's first input, which nobody else reads and nobody
   * keeps.
   */
  boolean overwrites(int value) {
    int input = graph.producer(value).inputs().get(0);
    return mode == Pass.Mode.INFER
        && graph.producer(value).module().mayOverwrite()
        && readers[input] == 1
        && !stored[input]
        && !stored[value];
  }

  /** The last node that reads a value; −1 where none does. */
  int lastReader(int value) {
    return lastReader[value];
  }

  boolean isRead(int value) {
    return lastReader[value] != NEVER;
  }

  /** The values that no phase after this one reads, but for the output. */
  List<Integer> lastReadIn(int phase) {
    return IntStream.range(0, lastReader.length)
        .filter(value -> isRead(value) && lastPhase[value] == phase)
        .boxed()
        .toList();
  }

  /** The node whose backward is the first to reach a value's gradient; −1 where none does. */
  int firstContributor(int value) {
    return firstContributor[value];
  }

  /** How many images of a phase's largest value fit so many bytes; at least one. */
  int imagesWithin(long bytes, int phase, int bytesOfNumber) {
    long largest =
        values(phase).stream().map(graph::shape).mapToLong(Shape::elements).max().orElse(1);
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes / (largest * bytesOfNumber)));
  }
}
