package org.sparknas.supernet.kernel;

import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What kernels are timed on: as many images of one shape as the kernels prefer in one call, filled
 * with noise.
 */
final class KernelMaps {
  /** Of the wide side of a 1x1 convolution to its narrow side, as in inverted residuals. */
  private static final int EXPANSION = 6;

  private static final int FLOAT = Float.BYTES;

  private final Kernels kernels;
  private final Random random = new Random(1);
  final int images;
  final int height;
  final int width;
  final int channels;

  /**
   * @param shape of one image, as in {@code 32x32x144}
   */
  KernelMaps(Kernels kernels, String shape) {
    String[] sizes = shape.split("x", -1);
    if (sizes.length != 3) {
      throw new IllegalArgumentException("shape = " + shape + ", but must be like 32x32x144");
    }
    this.kernels = kernels;
    this.height = Integer.parseInt(sizes[0]);
    this.width = Integer.parseInt(sizes[1]);
    this.channels = Integer.parseInt(sizes[2]);
    long image = (long) height * width * channels * FLOAT;
    this.images = Math.toIntExact(Math.max(1, Math.min(64, kernels.preferredBytes() / image)));
  }

  Kernels kernels() {
    return kernels;
  }

  int rows() {
    return images * height * width;
  }

  int narrow() {
    return Math.max(1, channels / EXPANSION);
  }

  /** Numbers of all rows and channels. */
  double size() {
    return (double) rows() * channels;
  }

  Matrix matrix(int rows, int columns) {
    Matrix matrix = Matrix.allocate(DataType.FLOAT, rows, columns);
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = 4 * random.nextFloat() - 2;
    }
    matrix.array().assign(Nd4j.createFromArray(values).reshape('c', rows, columns));
    return matrix;
  }

  /** The images as rows. */
  Matrix matrix() {
    return matrix(rows(), channels);
  }

  FeatureMap map() {
    return map(1, channels);
  }

  /** What a window of this stride leaves of the images. */
  FeatureMap map(int stride, int mapChannels) {
    int newHeight = (height - 1) / stride + 1;
    int newWidth = (width - 1) / stride + 1;
    return new FeatureMap(
        matrix(images * newHeight * newWidth, mapChannels), images, newHeight, newWidth);
  }

  NormalisationRows normalisation() {
    return new NormalisationRows(
        random.doubles(channels, -0.1, 0.1).toArray(),
        random.doubles(channels, 0.5, 2).toArray(),
        random.doubles(channels, 0.5, 2).toArray(),
        random.doubles(channels, -0.1, 0.1).toArray());
  }

  /** Every second channel, then the others. */
  int[] shuffled() {
    int[] columns = new int[channels];
    for (int i = 0; i < channels; i++) {
      columns[i] = i < (channels + 1) / 2 ? 2 * i : 2 * (i - (channels + 1) / 2) + 1;
    }
    return columns;
  }
}
