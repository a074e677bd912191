package org.sparknas.supernet.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Kernels {@code [k, k, in, out]} without dilation, which ND4J's convolutions on oneDNN refuse
 * ("could not create a descriptor for a dilated convolution"): zeros between the taps do the same.
 */
final class DenseKernel {

  private static final int EXPLICIT_PADDING = 0;
  private static final int CHANNELS_LAST = 1;
  private static final int KERNEL_FIRST = 0;

  private DenseKernel() {}

  /** The same kernel where its window is not dilated, else one with zeros between the taps. */
  static INDArray of(INDArray kernel, Window window) {
    if (window.equals(window.dense())) {
      return kernel;
    }
    int size = window.dense().kernel();
    INDArray dense =
        Nd4j.createUninitialized(kernel.dataType(), size, size, kernel.size(2), kernel.size(3));
    dense.assign(0);
    taps(dense, window).assign(kernel);
    return dense;
  }

  /** The taps of a dense kernel, a view {@code [k, k, in, out]}. */
  static INDArray taps(INDArray dense, Window window) {
    if (window.equals(window.dense())) {
      return dense;
    }
    INDArrayIndex everyTap = every(window.dilation(), window.dense().kernel());
    return dense.get(everyTap, everyTap, NDArrayIndex.all(), NDArrayIndex.all());
  }

  /** Indices 0, step, 2·step, … below the size. ND4J refuses a step beyond the size. */
  static INDArrayIndex every(int step, int size) {
    return size <= step ? NDArrayIndex.interval(0, 1) : NDArrayIndex.interval(0, step, size);
  }

  /** What ND4J's convolutions with a dense kernel want to know. */
  static int[] arguments(Window window) {
    return arguments(window.dense().kernel(), window.dense().kernel(), window.stride(), window);
  }

  /** For a kernel of any height and width, with the padding of a window. */
  static int[] arguments(int height, int width, int stride, Window window) {
    return arguments(height, width, stride, window.padding(), window.padding());
  }

  /** For a kernel of any size and padding, without dilation. */
  static int[] arguments(int height, int width, int stride, int paddingHeight, int paddingWidth) {
    return new int[] {
      height,
      width,
      stride,
      stride,
      paddingHeight,
      paddingWidth,
      1,
      1,
      EXPLICIT_PADDING,
      CHANNELS_LAST,
      KERNEL_FIRST
    };
  }
}
