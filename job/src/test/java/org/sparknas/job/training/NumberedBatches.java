package org.sparknas.job.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Batches of small random images, each a function of its round, worker and step. */
final class NumberedBatches {
  static final int SIZE = 6;
  static final int CLASSES = 3;
  static final int EXAMPLES = 8;

  private NumberedBatches() {}

  /** One partition for each worker, its batches made where it is read. */
  static JavaRDD<MultiDataSet> rdd(JavaSparkContext spark, int round, int workers, int steps) {
    List<Integer> numbers = IntStream.range(0, workers).boxed().toList();
    return spark
        .parallelize(numbers, workers)
        .flatMap(worker -> of(round, worker, steps).iterator());
  }

  static List<MultiDataSet> of(int round, int worker, int steps) {
    List<MultiDataSet> batches = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      batches.add(batch(new Random(Seed.of(round, worker, step))));
    }
    return batches;
  }

  private static MultiDataSet batch(Random random) {
    float[] pixels = new float[EXAMPLES * SIZE * SIZE];
    float[] labels = new float[EXAMPLES * CLASSES];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    for (int example = 0; example < EXAMPLES; example++) {
      labels[example * CLASSES + random.nextInt(CLASSES)] = 1;
    }
    INDArray images = Nd4j.createFromArray(pixels).reshape(EXAMPLES, 1, SIZE, SIZE);
    return new org.nd4j.linalg.dataset.MultiDataSet(
        images, Nd4j.createFromArray(labels).reshape(EXAMPLES, CLASSES));
  }
}
