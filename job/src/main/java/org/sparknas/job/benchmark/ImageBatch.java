package org.sparknas.job.benchmark;

import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.kernel.FeatureMap;

/**
 * Images of noise, {@code [N, H, W, C]}, and a class for each.
 *
 * @param labels one class for each image
 */
record ImageBatch(FeatureMap images, int[] labels) {

  /** Values from 0 to 1 and any classes, drawn from the seed. */
  static ImageBatch random(Shape image, int count, int classes, long seed) {
    Random random = new Random(seed);
    int pixels = count * image.height() * image.width();
    float[] values = new float[Math.multiplyExact(pixels, image.channels())];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    FeatureMap images =
        FeatureMap.allocate(DataType.FLOAT, count, image.height(), image.width(), image.channels());
    images.matrix().storage().write(0, values, 0, values.length);
    int[] labels = random.ints(count, 0, classes).toArray();
    return new ImageBatch(images, labels);
  }
}
