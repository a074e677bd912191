package org.sparknas.supernet.architecture;

import java.util.List;

/** The mean of each channel: [H, W, C] to [1, 1, C]. */
public record GlobalAveragePooling() implements Operator {
  @Override
  public Shape output(List<Shape> inputs) {
    return Shape.vector(InputShapes.single(this, inputs).channels());
  }
}
