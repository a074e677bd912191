package org.sparknas.supernet.kernel;

import java.util.Arrays;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;

/** In what arrays a kernel computes. */
record Situation(DataType type, Placement placement) {

  static final String ALL = "org.sparknas.supernet.kernel.Situation#all";

  static Stream<Situation> all() {
    return Stream.of(DataType.FLOAT, DataType.DOUBLE)
        .flatMap(type -> Arrays.stream(Placement.values()).map(p -> new Situation(type, p)));
  }

  WatchedArrays arrays() {
    return new WatchedArrays(type, placement);
  }
}
