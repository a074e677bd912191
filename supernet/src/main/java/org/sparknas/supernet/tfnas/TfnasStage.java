package org.sparknas.supernet.tfnas;

import java.io.Serializable;
import java.util.Objects;
import org.sparknas.supernet.architecture.ActivationFunction;

/**
 * A stage of searched blocks.
 *
 * @param channels that each of its blocks gives
 * @param layers how many blocks it has at most
 * @param stride of its first block, 1 or 2; the others have stride 1
 */
public record TfnasStage(int channels, int layers, int stride, ActivationFunction activation)
    implements Serializable {
  /** Throws {@link IllegalArgumentException} when a number is out of range. */
  public TfnasStage {
    Objects.requireNonNull(activation, "activation");
    if (channels < 1 || layers < 1 || (stride != 1 && stride != 2)) {
      throw new IllegalArgumentException(
          "a stage of "
              + channels
              + " channels, "
              + layers
              + " layers and stride "
              + stride
              + ": channels and layers are at least 1, the stride is 1 or 2");
    }
  }
}
