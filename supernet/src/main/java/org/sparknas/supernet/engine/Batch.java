package org.sparknas.supernet.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.sparknas.supernet.kernel.ChannelCovariance;
import org.sparknas.supernet.kernel.ChannelMoments;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Kernels;
import org.sparknas.supernet.kernel.NormalisationRows;
import org.sparknas.supernet.kernel.NormalisationSums;
import org.sparknas.supernet.module.BatchNormalisation;
import org.sparknas.supernet.module.MixtureWeights;
import org.sparknas.supernet.module.ModuleGraph;
import org.sparknas.supernet.module.Pass;

/**
 * What the threads of a run share: the arrays that are kept for the whole batch, and what batch
 * norms know of it. Arrays are indexed by the graph's values.
 */
final class Batch {

  final ModuleGraph graph;
  final Pass.Mode mode;
  final Schedule schedule;
  final int images;

  /** Seeds that count up must not give the same numbers in another order. */
  final long mixedSeed;

  final Map<String, MixtureWeights> mixtures;

  /** Values that are kept. */
  final FeatureMap[] values;

  /** Gradients that gather over phases; null where nobody wants one. */
  final FeatureMap[] gradients;

  /**
   * For batch norms the gradient behind scale and shift; for those of expansion layers what their
   * first half leaves of the input's gradient.
   */
  final FeatureMap[] normGradients;

  /** For batch norms the sums of their gradient over the whole batch. */
  final NormalisationSums[] sums;

  /** For values that batch norms read the moments of each chunk. */
  final ChannelMoments[][] chunkMoments;

  /** For values that expansion layers read the covariance of each chunk. */
  final ChannelCovariance[][] chunkCovariances;

  /** What expansion layers know of the batch, by the number of their batch norm. */
  final ExpansionRun[] expansions;

  /** For batch norms the sums of each chunk. */
  final NormalisationSums[][] chunkSums;

  private final Map<BatchNormalisation, NormalisationRows> rowsOf = new HashMap<>();
  private final Map<String, ChannelMoments> moments = new HashMap<>();

  Batch(
      ModuleGraph graph,
      Pass.Mode mode,
      int images,
      long seed,
      Map<String, MixtureWeights> mixtures) {
    this.graph = graph;
    this.mode = mode;
    this.schedule = new Schedule(graph, mode);
    this.images = images;
    this.mixedSeed = new SplittableRandom(seed).nextLong();
    this.mixtures = mixtures;
    int count = graph.values();
    values = new FeatureMap[count];
    gradients = new FeatureMap[count];
    normGradients = new FeatureMap[count];
    sums = new NormalisationSums[count];
    chunkMoments = new ChannelMoments[count][];
    chunkCovariances = new ChannelCovariance[count][];
    expansions = new ExpansionRun[count];
    chunkSums = new NormalisationSums[count][];
  }

  /** Tells the batch norms the statistics that a run without its own was given. */
  void normaliseWith(Map<String, ChannelMoments> statistics) {
    for (int value = graph.inputs().size(); value < values.length; value++) {
      if (mode == Pass.Mode.INFER
          && graph.producer(value).module() instanceof BatchNormalisation norm) {
        ChannelMoments given = statistics.get(norm.name());
        if (given == null) {
          throw new IllegalStateException("no statistics for the batch norm '" + norm.name() + "'");
        }
        normalise(value, given);
      }
    }
  }

  /** Makes room for what the phase leaves behind. */
  void prepareForward(int phase, int chunks, Arena arena) {
    for (int value : schedule.values(phase)) {
      if (schedule.isStored(value) && !graph.isInput(value)) {
        values[value] = arena.map(graph.shape(value), images);
      }
      for (int norm : schedule.norms(value)) {
        if (schedule.isExpansion(norm)) {
          chunkCovariances[value] = new ChannelCovariance[chunks];
        } else {
          chunkMoments[value] = new ChannelMoments[chunks];
        }
      }
    }
  }

  /** Tells the next phase's batch norms the moments of their inputs; frees what was read out. */
  void finishForward(int phase, Arena arena) {
    for (int value : schedule.values(phase)) {
      if (chunkMoments[value] != null) {
        ChannelMoments moments = ChannelMoments.together(List.of(chunkMoments[value]));
        schedule.norms(value).stream()
            .filter(norm -> !schedule.isExpansion(norm))
            .forEach(norm -> normaliseWithOwn(norm, moments));
      }
      if (chunkCovariances[value] != null) {
        ChannelCovariance input = ChannelCovariance.together(List.of(chunkCovariances[value]));
        schedule.norms(value).stream()
            .filter(schedule::isExpansion)
            .forEach(norm -> expand(norm, input));
      }
    }
    if (mode != Pass.Mode.TRAIN) {
      schedule.lastReadIn(phase).forEach(value -> release(value, arena));
    }
  }

  private void normaliseWithOwn(int norm, ChannelMoments ofInput) {
    normalise(norm, ofInput);
    moments.put(norm(norm).name(), ofInput);
  }

  private void expand(int norm, ChannelCovariance input) {
    expansions[norm] = ExpansionRun.of(schedule.expansion(norm), input);
    normaliseWithOwn(norm, expansions[norm].outputMoments());
  }

  private void release(int value, Arena arena) {
    if (!graph.isInput(value) && schedule.isStored(value)) {
      arena.release(values[value].matrix());
      values[value] = null;
    }
  }

  /** Makes room for the gradients that the phase leaves to earlier ones. */
  void prepareBackward(int phase, int chunks, Arena arena, Kernels kernels, int threads) {
    for (int value : schedule.values(phase)) {
      if (graph.isInput(value)) {
        continue;
      }
      if (schedule.separatesPhases(value)) {
        normGradients[value] = arena.map(graph.shape(schedule.awaited(value)), images);
        chunkSums[value] = new NormalisationSums[chunks];
      }
      if (schedule.isExpansion(value)) {
        expansions[value].prepareBackward(rows(norm(value)), kernels, arena, threads);
      }
      for (int input : graph.producer(value).inputs().stream().distinct().toList()) {
        boolean first = schedule.firstContributor(input) == value;
        if (first && schedule.isGradientStored(input) && !graph.isInput(input)) {
          gradients[input] = arena.map(graph.shape(input), images);
        }
      }
    }
  }

  /** Sums up the phase's batch norms; frees what earlier phases do not need. */
  void finishBackward(int phase, Arena arena, Pass pass) {
    for (int value : schedule.values(phase)) {
      for (int norm : schedule.norms(value)) {
        arena.release(normGradients[norm].matrix());
        if (schedule.isExpansion(norm)) {
          expansions[norm].release(arena);
        }
      }
      if (graph.isInput(value)) {
        continue;
      }
      if (schedule.separatesPhases(value)) {
        sums[value] = NormalisationSums.zeros(graph.shape(value).channels());
        List.of(chunkSums[value]).forEach(sums[value]::add);
        norm(value).addSums(pass, sums[value]);
      }
      if (schedule.isExpansion(value)) {
        expansions[value].finish(pass, rows(norm(value)), sums[value]);
      }
      release(value, arena);
      if (schedule.isGradientStored(value)) {
        arena.release(gradients[value].matrix());
      }
    }
  }

  /** The moments of what each batch norm read, by its full name. */
  Map<String, ChannelMoments> moments() {
    return moments;
  }

  BatchNormalisation norm(int value) {
    return (BatchNormalisation) graph.producer(value).module();
  }

  private void normalise(int value, ChannelMoments statistics) {
    rowsOf.put(norm(value), norm(value).rows(statistics));
  }

  NormalisationRows rows(BatchNormalisation norm) {
    return rowsOf.get(norm);
  }

  /** How many pixels of all images a batch norm normalises over. */
  long count(int value) {
    return (long) images * graph.shape(value).pixels();
  }
}
