package org.sparknas.supernet.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The feature maps of a batch of images, NHWC, held as a contiguous matrix {@code [N·H·W, C]}.
 *
 * @param matrix the values, {@code [images·height·width, channels]}
 */
public record FeatureMap(INDArray matrix, int images, int height, int width) {

  public FeatureMap {
    if (matrix.rank() != 2 || matrix.rows() != images * height * width) {
      throw new IllegalArgumentException(
          "a matrix of shape %s does not hold %d images of %d x %d pixels"
              .formatted(java.util.Arrays.toString(matrix.shape()), images, height, width));
    }
  }

  /** A contiguous tensor {@code [N, H, W, C]}. */
  public static FeatureMap of(INDArray tensor) {
    int images = Math.toIntExact(tensor.size(0));
    int height = Math.toIntExact(tensor.size(1));
    int width = Math.toIntExact(tensor.size(2));
    INDArray matrix = tensor.reshape('c', (long) images * height * width, tensor.size(3));
    return new FeatureMap(matrix, images, height, width);
  }

  /** One vector for each image: {@code [N, C]}. */
  public static FeatureMap vectors(INDArray matrix) {
    return new FeatureMap(matrix, matrix.rows(), 1, 1);
  }

  /** An uninitialised map of the same data type, in the current workspace. */
  public FeatureMap allocate(int newHeight, int newWidth, int newChannels) {
    INDArray values =
        Nd4j.createUninitialized(
            matrix.dataType(), (long) images * newHeight * newWidth, newChannels);
    return new FeatureMap(values, images, newHeight, newWidth);
  }

  /** An uninitialised map of the same size with another number of channels. */
  public FeatureMap allocate(int newChannels) {
    return allocate(height, width, newChannels);
  }

  /** Frees the native memory at once, where it belongs to no workspace. */
  public void close() {
    if (matrix.closeable()) {
      matrix.close();
    }
  }

  public int channels() {
    return matrix.columns();
  }

  public int pixels() {
    return height * width;
  }

  /** A view as {@code [N, H, W, C]}. */
  public INDArray tensor() {
    return matrix.reshape('c', images, height, width, channels());
  }

  /** A view as {@code [N, H·W, C]}. */
  public INDArray perImage() {
    return matrix.reshape('c', images, pixels(), channels());
  }

  /** The same pixels with other values. */
  public FeatureMap with(INDArray values) {
    return new FeatureMap(values, images, height, width);
  }
}
