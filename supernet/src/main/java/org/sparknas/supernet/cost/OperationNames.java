package org.sparknas.supernet.cost;

import java.util.Locale;
import org.sparknas.supernet.architecture.Convolution;
import org.sparknas.supernet.architecture.Pooling;

/** The names of operations in a profile. */
final class OperationNames {
  private OperationNames() {}

  static String of(Convolution convolution) {
    String kind =
        convolution.isDepthwise() ? "dwconv" : convolution.groups() > 1 ? "groupconv" : "conv";
    return kind + convolution.kernel() + "x" + convolution.kernel();
  }

  static String of(Pooling pooling) {
    String kind = pooling.kind().name().toLowerCase(Locale.ROOT);
    return kind + "pool" + pooling.kernel() + "x" + pooling.kernel();
  }
}
