package org.sparknas.supernet.kernel;

/** Convolutions as plain loops: what every implementation of them must compute. */
record ConvolutionLoops(Taps taps) {

  ConvolutionLoops(Size input, Window window) {
    this(new Taps(input, window));
  }

  double[] full(double[] input, double[] weight, int outputs) {
    double[] output = new double[taps.output().rows() * outputs];
    forEachProduct(outputs, (o, i, w) -> output[o] += input[i] * weight[w]);
    return output;
  }

  double[] fullInputGradient(double[] outputGradient, double[] weight, int outputs) {
    double[] gradient = new double[taps.input().length()];
    forEachProduct(outputs, (o, i, w) -> gradient[i] += outputGradient[o] * weight[w]);
    return gradient;
  }

  double[] fullWeightGradient(double[] input, double[] outputGradient, int outputs) {
    double[] gradient = new double[taps.input().channels() * kernelArea() * outputs];
    forEachProduct(outputs, (o, i, w) -> gradient[w] += input[i] * outputGradient[o]);
    return gradient;
  }

  double[] depthwise(double[] input, double[] weight) {
    double[] output = new double[taps.output().length()];
    forEachProductOfOneChannel((o, i, w) -> output[o] += input[i] * weight[w]);
    return output;
  }

  double[] depthwiseInputGradient(double[] outputGradient, double[] weight) {
    double[] gradient = new double[taps.input().length()];
    forEachProductOfOneChannel((o, i, w) -> gradient[i] += outputGradient[o] * weight[w]);
    return gradient;
  }

  double[] depthwiseWeightGradient(double[] input, double[] outputGradient) {
    double[] gradient = new double[kernelArea() * taps.input().channels()];
    forEachProductOfOneChannel((o, i, w) -> gradient[w] += input[i] * outputGradient[o]);
    return gradient;
  }

  private interface Product {
    /** Indices into output, input and weight. */
    void visit(int output, int input, int weight);
  }

  private void forEachProduct(int outputs, Product product) {
    int inputs = taps.input().channels();
    taps.forEach(
        (outputPixel, inputPixel, tap) -> {
          for (int in = 0; in < inputs; in++) {
            for (int out = 0; out < outputs; out++) {
              product.visit(
                  outputPixel * outputs + out,
                  inputPixel * inputs + in,
                  (in * kernelArea() + tap) * outputs + out);
            }
          }
        });
  }

  private void forEachProductOfOneChannel(Product product) {
    int channels = taps.input().channels();
    taps.forEach(
        (outputPixel, inputPixel, tap) -> {
          for (int c = 0; c < channels; c++) {
            product.visit(
                outputPixel * channels + c, inputPixel * channels + c, tap * channels + c);
          }
        });
  }

  private int kernelArea() {
    return taps.window().kernel() * taps.window().kernel();
  }
}
