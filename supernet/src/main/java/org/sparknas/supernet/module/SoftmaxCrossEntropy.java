package org.sparknas.supernet.module;

import java.util.Arrays;
import org.sparknas.supernet.kernel.Matrix;

/**
 * Softmax cross-entropy with label smoothing: the target is {@code 1 − s + s/K} for the label and
 * {@code s/K} for the other K − 1 classes. Computed in double.
 *
 * @param smoothing s, from 0 to below 1
 */
public record SoftmaxCrossEntropy(double smoothing) {

  public SoftmaxCrossEntropy {
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw new IllegalArgumentException(
          "label smoothing: " + smoothing + "; must be at least 0 and below 1");
    }
  }

  /**
   * The mean loss of a batch.
   *
   * @param logits {@code [N, K]}
   * @param labels N classes from 0 to K − 1
   * @param gradient written, with respect to the logits, {@code [N, K]}
   * @throws IllegalArgumentException when there are too few or too many, or one is out of range
   */
  public double apply(Matrix logits, int[] labels, Matrix gradient) {
    check(labels, logits);
    double[] values = logits.values();
    int classes = logits.columns();
    double loss = 0;
    for (int n = 0; n < labels.length; n++) {
      double[] row = Arrays.copyOfRange(values, n * classes, (n + 1) * classes);
      loss += applyToRow(row, labels[n], labels.length);
      System.arraycopy(row, 0, values, n * classes, classes);
    }
    gradient.assign(values);
    return loss / labels.length;
  }

  private static void check(int[] labels, Matrix logits) {
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
