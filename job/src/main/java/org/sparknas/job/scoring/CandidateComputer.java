package org.sparknas.job.scoring;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.sparknas.job.data.BatchWriter;
import org.sparknas.job.data.LabelledImages;
import org.sparknas.job.spark.Replicas;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.architecture.SearchSpace;
import org.sparknas.supernet.kernel.ChannelMoments;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Kernels;
import org.sparknas.supernet.module.ModuleGraph;
import org.sparknas.supernet.module.Pass;
import org.sparknas.supernet.module.PathMemory;
import org.sparknas.supernet.module.StepWorkspace;
import org.sparknas.supernet.module.Supernet;

/** Runs candidates of a supernet on batches of images, in one thread. */
final class CandidateComputer {
  private static final Replicas<CandidateComputer> REPLICAS = new Replicas<>();

  private final Kernels kernels = Kernels.ofBackend();
  private final Supernet supernet;
  private final PathMemory memory;

  CandidateComputer(SearchSpace space) {
    this.supernet = new Supernet(space);
    this.memory = new PathMemory(supernet.layout());
  }

  /** Runs something with a computer that no other thread of this process has. */
  static <T> T use(ScoringTask task, Function<CandidateComputer, T> body) {
    return REPLICAS.use(task.run(), () -> new CandidateComputer(task.space().get()), body);
  }

  Architecture architecture(List<Integer> choices) {
    return supernet.space().architecture(choices);
  }

  /** The moments of each batch norm on this batch, normalised with its own statistics. */
  Map<String, ChannelMoments> moments(float[] weights, Architecture candidate, FeatureMap pixels) {
    Pass pass = Pass.recalibration(kernels);
    ModuleGraph module = load(weights, candidate);
    try (MemoryWorkspace workspace = StepWorkspace.open()) {
      module.forward(pass, List.of(pixels));
    }
    return pass.moments();
  }

  /** How many of the batch are classified right with these statistics. */
  Accuracy accuracy(
      float[] weights,
      Architecture candidate,
      Map<String, ChannelMoments> statistics,
      FeatureMap pixels,
      LabelledImages images) {
    ModuleGraph module = load(weights, candidate);
    try (MemoryWorkspace workspace = StepWorkspace.open()) {
      Pass pass = Pass.inference(kernels, statistics);
      return count(rows(module.forward(pass, List.of(pixels)).matrix()), images);
    }
  }

  private ModuleGraph load(float[] weights, Architecture candidate) {
    Network network = candidate.network();
    memory.load(network, supernet.layout(), weights);
    return memory.module(network);
  }

  /** Copied at once: ND4J's own toFloatMatrix makes an array for each row. */
  private static float[][] rows(INDArray matrix) {
    float[] values = matrix.reshape(matrix.length()).toFloatVector();
    int columns = matrix.columns();
    return IntStream.range(0, matrix.rows())
        .mapToObj(row -> Arrays.copyOfRange(values, row * columns, (row + 1) * columns))
        .toArray(float[][]::new);
  }

  /** The batch as floats; made once, for all candidates. */
  static FeatureMap pixels(BatchWriter writer, LabelledImages images) {
    float[] pixels = new float[images.size() * images.imageSize()];
    writer.writePlain(images, IntStream.range(0, images.size()).toArray(), pixels);
    int rows = images.size() * images.height() * images.width();
    INDArray matrix = Nd4j.createFromArray(pixels).reshape('c', rows, images.channels());
    return new FeatureMap(matrix, images.size(), images.height(), images.width());
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
}
