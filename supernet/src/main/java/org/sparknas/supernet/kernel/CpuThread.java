package org.sparknas.supernet.kernel;

/** What one thread computes with: its own memory and calls, used again and again. */
final class CpuThread {
  private final CpuProducts products = new CpuProducts();
  private final CpuConvolution convolution = new CpuConvolution(products);
  private final CpuDepthwise depthwise = CpuDepthwise.fastest();
  private final FusedNormalisation normalisation =
      new FusedNormalisation(NormalisationLoops.fastest());
  private final ElementPasses elements = new ElementPasses();
  private final ImagePasses images = new ImagePasses();
  private final ColumnPasses columns = new ColumnPasses(JavaVectors.arePresent());
  private final DescentPasses descent = new DescentPasses();

  CpuProducts products() {
    return products;
  }

  CpuConvolution convolution() {
    return convolution;
  }

  CpuDepthwise depthwise() {
    return depthwise;
  }

  FusedNormalisation normalisation() {
    return normalisation;
  }

  ElementPasses elements() {
    return elements;
  }

  ImagePasses images() {
    return images;
  }

  ColumnPasses columns() {
    return columns;
  }

  DescentPasses descent() {
    return descent;
  }
}
