package org.sparknas.supernet.module;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Softmax cross-entropy with label smoothing: the target is {@code 1 − s + s/K} for the label and
 * {@code s/K} for the other K − 1 classes. Computed in double.
 *
 * @param smoothing s, from 0 to below 1
 */
public record SoftmaxCrossEntropy(double smoothing) {

  /** The mean loss of a batch and its gradient with respect to the logits, {@code [N, K]}. */
  public record Result(double loss, INDArray gradient) {}

  public SoftmaxCrossEntropy {
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw new IllegalArgumentException(
          "label smoothing: " + smoothing + "; must be at least 0 and below 1");
    }
  }

  /**
   * @param logits {@code [N, K]}
   * @param labels N classes from 0 to K − 1
   * @throws IllegalArgumentException when there are too few or too many, or one is out of range
   */
  public Result apply(INDArray logits, int[] labels) {
    double[][] rows = logits.toDoubleMatrix();
    check(labels, logits);
    double loss = 0;
    for (int n = 0; n < rows.length; n++) {
      loss += applyToRow(rows[n], labels[n], rows.length);
    }
    INDArray gradient = Nd4j.createFromArray(rows).castTo(logits.dataType());
    return new Result(loss / rows.length, gradient);
  }

  private static void check(int[] labels, INDArray logits) {
    if (labels.length != logits.rows()) {
      throw new IllegalArgumentException(
          labels.length + " labels for " + logits.rows() + " images: one for each");
    }
    for (int n = 0; n < labels.length; n++) {
      if (labels[n] < 0 || labels[n] >= logits.columns()) {
        throw new IllegalArgumentException(
            "label %d of image %d: 0 to %d are allowed"
                .formatted(labels[n], n, logits.columns() - 1));
      }
    }
  }

  /** Returns the loss of one image and turns its logits into their share of the gradient. */
  private double applyToRow(double[] row, int label, int batch) {
    double maximum = Double.NEGATIVE_INFINITY;
    for (double logit : row) {
      maximum = Math.max(maximum, logit);
    }
    double sum = 0;
    for (double logit : row) {
      sum += Math.exp(logit - maximum);
    }
    double logSum = maximum + Math.log(sum);
    double loss = 0;
    for (int k = 0; k < row.length; k++) {
      double target = smoothing / row.length + (k == label ? 1 - smoothing : 0);
      loss += target * (logSum - row[k]);
      row[k] = (Math.exp(row[k] - logSum) - target) / batch;
    }
    return loss;
  }
}
