package org.sparknas.supernet.kernel;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The feature maps of a batch of images, NHWC, held as a contiguous matrix {@code [N·H·W, C]}.
 *
 * @param matrix the values, {@code [images·height·width, channels]}
 */
public record FeatureMap(Matrix matrix, int images, int height, int width) {

  public FeatureMap {
    if (matrix.rows() != images * height * width) {
      throw new IllegalArgumentException(
          "a matrix of %d x %d does not hold %d images of %d x %d pixels"
              .formatted(matrix.rows(), matrix.columns(), images, height, width));
    }
  }

  /** A contiguous tensor {@code [N, H, W, C]}; shares its memory unless it is a view. */
  public static FeatureMap of(INDArray tensor) {
    int images = Math.toIntExact(tensor.size(0));
    int height = Math.toIntExact(tensor.size(1));
    int width = Math.toIntExact(tensor.size(2));
    int channels = Math.toIntExact(tensor.size(3));
    Matrix matrix = Storage.of(tensor).matrix(0, images * height * width, channels);
    return new FeatureMap(matrix, images, height, width);
  }

  /** One vector for each image: {@code [N, C]}. */
  public static FeatureMap vectors(Matrix matrix) {
    return new FeatureMap(matrix, matrix.rows(), 1, 1);
  }

  /** New memory of its own, not initialised. */
  public static FeatureMap allocate(
      DataType type, int images, int height, int width, int channels) {
    return new FeatureMap(
        Matrix.allocate(type, images * height * width, channels), images, height, width);
  }

  /** Some of the images, without a copy. */
  public FeatureMap images(int from, int count) {
    return new FeatureMap(matrix.rows(from * pixels(), count * pixels()), count, height, width);
  }

  /** Some lines of an only image, without a copy. */
  FeatureMap lines(int from, int count) {
    return new FeatureMap(matrix.rows(from * width, count * width), images, count, width);
  }

  public int channels() {
    return matrix.columns();
  }

  /** Of one image. */
  public int pixels() {
    return height * width;
  }

  /** A view as {@code [N, H, W, C]}. */
  public INDArray tensor() {
    return matrix.view(images, height, width, channels());
  }

  /** A view as {@code [N, H·W, C]}. */
  INDArray perImage() {
    return matrix.view(images, pixels(), channels());
  }
}
