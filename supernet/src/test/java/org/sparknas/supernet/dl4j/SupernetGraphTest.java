package org.sparknas.supernet.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.engine.Engine;
import org.sparknas.supernet.engine.PathMemory;
import org.sparknas.supernet.engine.PathTrainer;
import org.sparknas.supernet.engine.UpdateRules;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.module.ParameterLayout;
import org.sparknas.supernet.module.SoftmaxCrossEntropy;
import org.sparknas.supernet.module.Supernet;
import org.sparknas.supernet.oneshot.OneShotHead;
import org.sparknas.supernet.oneshot.OneShotInitialization;
import org.sparknas.supernet.oneshot.OneShotLayout;
import org.sparknas.supernet.oneshot.OneShotSettings;
import org.sparknas.supernet.oneshot.OneShotSpace;

@Tag("training")
class SupernetGraphTest {
  private static final double RATE = 0.05;
  private static final int CLASSES = 4;
  private static final int IMAGES = 6;
  private static final Shape IMAGE = new Shape(6, 5, 2);

  private final Supernet supernet = new Supernet(space(CLASSES));
  private final Architecture path = supernet.space().architecture(List.of(1, 3, 0, 2, 0, 1));
  private final float[] values = values(supernet);
  private final int[] labels = new Random(3).ints(IMAGES, 0, CLASSES).toArray();
  private ComputationGraph graph;

  /** Three choice blocks, three widths; dropout that would show. */
  private static OneShotSpace space(int classes) {
    OneShotLayout layout = new OneShotLayout(List.of(6, 10), List.of(1, 2), List.of(1, 2), 4, 1, 7);
    return new OneShotSpace(
        new OneShotSettings(
            IMAGE, classes, layout, true, OneShotHead.AFTER_POOLING, List.of(0.4, 1.0, 1.6), 0.4));
  }

  /** Larger than first weights, for gradients and logits of order one. */
  private static float[] values(Supernet supernet) {
    float[] values = supernet.initialValues(new OneShotInitialization(), 1);
    Random random = new Random(2);
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) (0.3 * random.nextGaussian());
    }
    return values;
  }

  @BeforeEach
  void build() {
    graph = SupernetGraph.of(supernet, values, new Sgd(RATE));
  }

  @AfterEach
  void close() {
    graph.close();
  }

  private static INDArray images() {
    Random random = new Random(7);
    float[] pixels = new float[IMAGES * 6 * 5 * 2];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    return Nd4j.createFromArray(pixels).reshape('c', IMAGES, 6, 5, 2);
  }

  private INDArray oneHot() {
    float[][] rows = new float[IMAGES][CLASSES];
    for (int i = 0; i < IMAGES; i++) {
      rows[i][labels[i]] = 1;
    }
    return Nd4j.createFromArray(rows);
  }

  @Test
  void comesBackFromItsJson() {
    String json = graph.getConfiguration().toJson();

    ComputationGraphConfiguration read = ComputationGraphConfiguration.fromJson(json);

    assertThat(read).isEqualTo(graph.getConfiguration());
    assertThat(read.toJson()).isEqualTo(json);
    ComputationGraph again = new ComputationGraph(read);
    again.init();
    again.params().assign(graph.params());
    SupernetGraph.walk(again, supernet, path);
    SupernetGraph.walk(graph, supernet, path);
    assertThat(again.numParams()).isEqualTo(values.length);
    assertThat(again.outputSingle(images())).isEqualTo(graph.outputSingle(images()));
    again.close();
  }

  @Test
  void holdsTheParametersInTheLayoutsOrder() {
    assertThat(graph.params().toFloatVector()).containsExactly(values);
  }

  /**
   * The same kernels on the same numbers up to the loss, which DL4J computes in float: gradients of
   * order one differ by a few times 6e-8, and a step takes a twentieth of that.
   */
  @Test
  void aStepOfPlainDescentMovesThePathAsPathTrainerDoes() {
    float[] expected = values.clone();
    PathTrainer trainer =
        new PathTrainer(
            Engine.ofOneThread(),
            supernet.layout(),
            new Sgd(RATE),
            UpdateRules.decaying(0),
            new SoftmaxCrossEntropy(0));
    double expectedLoss =
        trainer.train(
            new PathTrainer.Vectors(supernet.layout(), expected, new float[0]),
            path.network(),
            FeatureMap.of(images()),
            labels,
            new PathTrainer.Step(0, 0, 0));
    SupernetGraph.walk(graph, supernet, path);

    graph.fit(new MultiDataSet(images(), oneHot()));

    float[] trained = graph.params().toFloatVector();
    boolean[] onThePath = onThePath();
    int moved = 0;
    for (int i = 0; i < values.length; i++) {
      if (onThePath[i]) {
        double tolerance = 1e-6 * Math.max(1, Math.abs(values[i]));
        assertThat((double) trained[i]).as("at " + i).isCloseTo(expected[i], within(tolerance));
        moved += Math.abs(expected[i] - values[i]) > 10 * tolerance ? 1 : 0;
      } else {
        assertThat(trained[i]).as("off the path at " + i).isEqualTo(values[i]);
      }
    }
    assertThat(moved).as("moved by far more than the tolerance").isGreaterThan(100);
    assertThat(graph.score()).isCloseTo(expectedLoss, within(1e-6));
  }

  private boolean[] onThePath() {
    float[] marks = new float[values.length];
    ParameterLayout narrow = ParameterLayout.widest(path.network().blocks());
    float[] ones = new float[narrow.length()];
    Arrays.fill(ones, 1);
    supernet.layout().scatter(ones, narrow, marks);
    boolean[] on = new boolean[marks.length];
    for (int i = 0; i < marks.length; i++) {
      on[i] = marks[i] == 1;
    }
    return on;
  }

  @Test
  void itsOutputIsTheSoftmaxOfThePathsLogitsWithoutDropout() {
    SupernetGraph.walk(graph, supernet, path);

    float[][] output = graph.outputSingle(images()).toFloatMatrix();

    Engine engine = Engine.ofOneThread();
    PathMemory memory = new PathMemory(engine, supernet.layout());
    memory.load(path.network(), supernet.layout(), values);
    FeatureMap logits =
        engine
            .recalibrate(memory.modules(path.network()), List.of(FeatureMap.of(images())), Map.of())
            .output();
    for (int image = 0; image < IMAGES; image++) {
      double[] row = logits.matrix().rows(image, 1).values();
      double sum = Arrays.stream(row).map(Math::exp).sum();
      for (int k = 0; k < CLASSES; k++) {
        // exp and a division in float
        assertThat((double) output[image][k]).isCloseTo(Math.exp(row[k]) / sum, within(1e-6));
      }
    }
    assertThat(graph.outputSingle(images()).toFloatMatrix()).isDeepEqualTo(output);
  }

  @Test
  void refusesToComputeWithoutAPathAndWithAnotherSupernet() {
    assertThatThrownBy(() -> graph.output(images()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no path was chosen; call walk first");
    Supernet other = new Supernet(space(5));
    Architecture otherPath = other.space().architecture(path.choices());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SupernetGraph.walk(graph, other, otherPath))
        .withMessage(
            "a supernet of %d parameters in a layer of %d",
            other.layout().length(), supernet.layout().length());
  }
}
