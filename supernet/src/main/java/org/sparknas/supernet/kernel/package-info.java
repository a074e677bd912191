/**
 * Forward and backward of each operation on feature maps, which are NHWC and held as matrices
 * {@code [N·H·W, C]}. {@link org.sparknas.supernet.kernel.Kernels} says what is computed, {@link
 * org.sparknas.supernet.kernel.Nd4jKernels} computes it with ND4J's operations.
 */
package org.sparknas.supernet.kernel;
