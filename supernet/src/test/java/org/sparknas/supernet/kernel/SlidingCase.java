package org.sparknas.supernet.kernel;

import java.util.List;
import java.util.stream.Stream;

/** A window that slides over feature maps of some size. */
record SlidingCase(Size size, Window window, Situation situation) {

  static final String CONVOLUTIONS = "org.sparknas.supernet.kernel.SlidingCase#convolutions";
  static final String POOLINGS = "org.sparknas.supernet.kernel.SlidingCase#poolings";

  private static final List<Size> SIZES =
      List.of(
          new Size(1, 1, 1, 1),
          new Size(1, 1, 1, 5),
          new Size(1, 2, 2, 1),
          new Size(3, 1, 1, 5),
          new Size(3, 5, 7, 3),
          new Size(1, 7, 7, 5),
          new Size(3, 1, 1, 17),
          new Size(2, 2, 2, 33),
          new Size(2, 3, 2, 16),
          new Size(3, 14, 14, 17),
          new Size(1, 6, 5, 57));

  static Stream<SlidingCase> convolutions() {
    return cross(
        Stream.of(
            new Window(1, 1, 1),
            new Window(1, 2, 1),
            new Window(3, 1, 1),
            new Window(3, 2, 1),
            new Window(3, 1, 2),
            new Window(3, 2, 2),
            new Window(5, 1, 1),
            new Window(5, 2, 1),
            new Window(5, 1, 2),
            new Window(7, 1, 1),
            new Window(7, 2, 1)));
  }

  static Stream<SlidingCase> poolings() {
    return cross(
        Stream.of(1, 3, 5)
            .flatMap(kernel -> Stream.of(new Window(kernel, 1, 1), new Window(kernel, 2, 1))));
  }

  private static Stream<SlidingCase> cross(Stream<Window> windows) {
    return windows.flatMap(
        window ->
            SIZES.stream()
                .flatMap(
                    size ->
                        Situation.all()
                            .map(situation -> new SlidingCase(size, window, situation))));
  }

  Size output() {
    return size.after(window);
  }

  /** Products that end in one element of a weight's gradient, at most. */
  int pixels() {
    return output().rows();
  }

  int kernelArea() {
    return window.kernel() * window.kernel();
  }

  WatchedArrays arrays() {
    return situation.arrays();
  }
}
