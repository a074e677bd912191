package org.sparknas.job.training;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.ParameterShape;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.module.ParameterLayout;
import org.sparknas.supernet.module.Supernet;
import org.sparknas.supernet.oneshot.OneShotHead;
import org.sparknas.supernet.oneshot.OneShotInitialization;
import org.sparknas.supernet.oneshot.OneShotLayout;
import org.sparknas.supernet.oneshot.OneShotSettings;
import org.sparknas.supernet.oneshot.OneShotSpace;

/** A space of three choice blocks and three widths with batches to train it on. */
final class SmallPaths {
  static final int CLASSES = 4;
  static final int EXAMPLES = 6;
  private static final Shape IMAGE = new Shape(6, 5, 2);
  private static final List<Double> SCALES = List.of(0.4, 1.0, 1.6);

  private SmallPaths() {}

  static OneShotSettings settings(double dropout) {
    OneShotLayout layout = new OneShotLayout(List.of(6, 10), List.of(1, 2), List.of(1, 2), 4, 1, 7);
    return new OneShotSettings(
        IMAGE, CLASSES, layout, true, OneShotHead.AFTER_POOLING, SCALES, dropout);
  }

  /** Momentum 0.9, decay that shows, a rate that differs from step to step. */
  static PathSettings training(String run, double dropout) {
    OneShotSettings settings = settings(dropout);
    return new PathSettings(
        run,
        11,
        () -> new OneShotSpace(settings),
        DescentSettings.nesterov(0.9, 0.02),
        new LearningRateSchedule(0.05, 0, 30),
        0.1);
  }

  static UniformPathSampler sampler(Supernet supernet) {
    return new UniformPathSampler(supernet.space(), ChannelWarmUp.none(), PathConstraint.none(), 3);
  }

  /** First weights, and momentum that no computation leaves by chance. */
  static ModelState start(Supernet supernet) {
    float[] values = supernet.initialValues(new OneShotInitialization(), 1);
    Random random = new Random(2);
    float[] momentum = new float[values.length];
    for (int i = 0; i < momentum.length; i++) {
      momentum[i] = (float) random.nextDouble(0.001, 0.002);
    }
    return new ModelState(values, momentum);
  }

  /** One partition for each worker, its batches made where it is read. */
  static JavaRDD<MultiDataSet> rdd(
      JavaSparkContext spark, List<Integer> workers, int firstStep, int steps) {
    return spark
        .parallelize(workers, workers.size())
        .flatMap(
            worker ->
                IntStream.range(firstStep, firstStep + steps)
                    .mapToObj(step -> batch(worker, step))
                    .iterator());
  }

  /** A worker's batch of a step of the whole training. */
  static MultiDataSet batch(int worker, int step) {
    float[] pixels = new float[EXAMPLES * IMAGE.height() * IMAGE.width() * IMAGE.channels()];
    Random random = new Random(Seed.of(worker, step));
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    float[][] oneHot = new float[EXAMPLES][CLASSES];
    int[] labels = labels(worker, step);
    for (int example = 0; example < EXAMPLES; example++) {
      oneHot[example][labels[example]] = 1;
    }
    return new org.nd4j.linalg.dataset.MultiDataSet(
        Nd4j.createFromArray(pixels)
            .reshape('c', EXAMPLES, IMAGE.height(), IMAGE.width(), IMAGE.channels()),
        Nd4j.createFromArray(oneHot));
  }

  /** The classes of that batch. */
  static int[] labels(int worker, int step) {
    return new Random(Seed.of(step, worker, 1)).ints(EXAMPLES, 0, CLASSES).toArray();
  }

  /** Where the paths' parameters lie, found without the copying of layouts. */
  static BitSet touched(Supernet supernet, Collection<Architecture> paths) {
    BitSet touched = new BitSet();
    for (Architecture path : paths) {
      for (ParameterShape narrow : path.network().parameters()) {
        ParameterLayout.Slot wide = supernet.layout().slot(narrow.name());
        for (int row = 0; row < narrow.rows(); row++) {
          int from = wide.offset() + row * wide.shape().columns();
          touched.set(from, from + narrow.columns());
        }
      }
    }
    return touched;
  }

  /** The parameters of the paths' blocks at full width. */
  static BitSet blocks(Supernet supernet, Collection<Architecture> paths) {
    List<ParameterShape> shapes = new ArrayList<>();
    paths.forEach(path -> shapes.addAll(path.network().parameters()));
    BitSet blocks = new BitSet();
    for (ParameterShape shape : shapes) {
      ParameterLayout.Slot wide = supernet.layout().slot(shape.name());
      blocks.set(wide.offset(), wide.offset() + Math.toIntExact(wide.shape().size()));
    }
    return blocks;
  }
}
