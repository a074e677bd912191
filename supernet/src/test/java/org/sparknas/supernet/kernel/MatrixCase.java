package org.sparknas.supernet.kernel;

import java.util.stream.Stream;

/** A matrix of some shape. */
record MatrixCase(int rows, int columns, Situation situation) {

  static final String ALL = "org.sparknas.supernet.kernel.MatrixCase#all";

  static Stream<MatrixCase> all() {
    return Stream.of(1, 2, 35, 588)
        .flatMap(
            rows ->
                Stream.of(1, 3, 5, 17, 57)
                    .flatMap(
                        columns ->
                            Situation.all().map(where -> new MatrixCase(rows, columns, where))));
  }

  ChannelLoops loops() {
    return new ChannelLoops(rows, columns);
  }

  WatchedArrays arrays() {
    return situation.arrays();
  }
}
