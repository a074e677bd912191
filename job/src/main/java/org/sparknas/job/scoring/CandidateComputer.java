package org.sparknas.job.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.sparknas.job.data.BatchWriter;
import org.sparknas.job.data.LabelledImages;
import org.sparknas.job.spark.MemoryShortage;
import org.sparknas.job.spark.Replicas;
import org.sparknas.job.spark.TaskEngine;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.engine.Engine;
import org.sparknas.supernet.engine.PathMemory;
import org.sparknas.supernet.kernel.ChannelMoments;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Matrix;
import org.sparknas.supernet.module.ModuleGraph;
import org.sparknas.supernet.module.Supernet;

/** Runs candidates of a supernet on batches of images, for one caller at a time. */
final class CandidateComputer implements Replicas.Replica {
  private static final Replicas<CandidateComputer> REPLICAS = new Replicas<>();

  private final Engine engine = TaskEngine.create();
  private final Supernet supernet;
  private final PathMemory memory;
  private final BatchWriter writer;
  private final SharedStarts starts = new SharedStarts(engine.kernels());

  CandidateComputer(ScoringTask task) {
    this.supernet = new Supernet(task.space().get());
    this.writer = new BatchWriter(task.normalisation());
    this.memory = new PathMemory(engine, supernet.layout());
  }

  /** Runs something with a computer that no other thread of this process has. */
  static <T> T use(ScoringTask task, Function<CandidateComputer, T> body) {
    return MemoryShortage.explaining(
        () -> REPLICAS.use(task.run(), () -> new CandidateComputer(task), body));
  }

  List<Network> networks(List<List<Integer>> candidates) {
    return candidates.stream()
        .map(choices -> supernet.space().architecture(choices).network())
        .toList();
  }

  /** The moments of each candidate's batch norms on this batch, normalised with its own. */
  List<Map<String, ChannelMoments>> moments(
      float[] weights, List<Network> candidates, LabelledImages batch) {
    List<Map<String, ChannelMoments>> moments = new ArrayList<>();
    candidates.forEach(candidate -> moments.add(new HashMap<>()));
    run(
        candidates,
        batch,
        (numbers, blocks, input) -> {
          Engine.Recalibration result =
              engine.recalibrate(load(weights, blocks), List.of(input), Map.of());
          numbers.forEach(number -> moments.get(number).putAll(result.moments()));
          return result.output();
        });
    return moments;
  }

  /** How many of the batch each candidate classifies right with its statistics. */
  List<Accuracy> accuracies(
      float[] weights,
      List<Network> candidates,
      List<Map<String, ChannelMoments>> statistics,
      LabelledImages batch) {
    Accuracy[] accuracies = new Accuracy[candidates.size()];
    run(
        candidates,
        batch,
        new SharedStarts.Computation() {
          @Override
          public boolean mayShare(int candidate, int other, Block block) {
            return areEqual(statistics.get(candidate), statistics.get(other), block);
          }

          @Override
          public FeatureMap run(List<Integer> numbers, Network blocks, FeatureMap input) {
            ModuleGraph modules = load(weights, blocks);
            return engine.infer(modules, List.of(input), statistics.get(numbers.get(0)), Map.of());
          }

          @Override
          public void finish(int candidate, FeatureMap output) {
            accuracies[candidate] = count(rows(output.matrix()), batch);
          }
        });
    return List.of(accuracies);
  }

  private void run(
      List<Network> candidates, LabelledImages batch, SharedStarts.Computation computation) {
    FeatureMap pixels = pixels(batch);
    try {
      starts.run(candidates, pixels, computation);
    } finally {
      pixels.matrix().storage().close();
    }
  }

  /** Whether the statistics of a block's batch norms are the same. */
  private static boolean areEqual(
      Map<String, ChannelMoments> some, Map<String, ChannelMoments> others, Block block) {
    return some.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(block.name() + "."))
        .allMatch(entry -> areEqual(entry.getValue(), others.get(entry.getKey())));
  }

  private static boolean areEqual(ChannelMoments one, ChannelMoments other) {
    return other != null
        && Arrays.equals(one.mean(), other.mean())
        && Arrays.equals(one.variance(), other.variance());
  }

  private ModuleGraph load(float[] weights, Network network) {
    memory.load(network, supernet.layout(), weights);
    return memory.modules(network);
  }

  private static float[][] rows(Matrix matrix) {
    float[][] rows = new float[matrix.rows()][matrix.columns()];
    for (int row = 0; row < rows.length; row++) {
      int offset = matrix.offset() + row * matrix.columns();
      matrix.storage().read(offset, rows[row], 0, matrix.columns());
    }
    return rows;
  }

  /** The batch as floats; made once, for all candidates. */
  private FeatureMap pixels(LabelledImages images) {
    float[] pixels = new float[images.size() * images.imageSize()];
    writer.writePlain(images, IntStream.range(0, images.size()).toArray(), pixels);
    FeatureMap map =
        FeatureMap.allocate(
            DataType.FLOAT, images.size(), images.height(), images.width(), images.channels());
    map.matrix().storage().write(0, pixels, 0, pixels.length);
    return map;
  }

  private static Accuracy count(float[][] logits, LabelledImages images) {
    long first = 0;
    long firstFive = 0;
    for (int i = 0; i < logits.length; i++) {
      int rank = rank(logits[i], images.label(i));
      first += rank == 0 ? 1 : 0;
      firstFive += rank < 5 ? 1 : 0;
    }
    return new Accuracy(logits.length, first, firstFive);
  }

  /** How many guesses come before the label; of equal ones the lower class comes first. */
  private static int rank(float[] logits, int label) {
    if (Float.isNaN(logits[label])) {
      return logits.length;
    }
    int rank = 0;
    for (int k = 0; k < logits.length; k++) {
      if (logits[k] > logits[label] || (logits[k] == logits[label] && k < label)) {
        rank++;
      }
    }
    return rank;
  }

  @Override
  public void close() {
    starts.close();
    memory.close();
    engine.close();
  }
}
