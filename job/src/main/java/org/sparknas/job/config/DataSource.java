package org.sparknas.job.config;

import java.util.List;

/** Where images come from. */
public sealed interface DataSource {
  /** Nowhere: costs and descriptions need no images. */
  record None() implements DataSource {}

  /**
   * Images that are drawn by the program, as large as the space wants them.
   *
   * @param trainSize training images, from which validation images are taken
   * @param testSize test images
   * @param noise standard deviation of the noise on each pixel, where 255 is white
   * @param distractors shapes beside the one that counts
   */
  record Generated(int trainSize, int testSize, double noise, int distractors)
      implements DataSource {}

  /** Files in the binary layout of CIFAR-10. */
  record Cifar10(List<FileSetting> train, List<FileSetting> test) implements DataSource {
    public Cifar10 {
      train = List.copyOf(train);
      test = List.copyOf(test);
    }
  }

  /** Files in the layout of MNIST, gzipped or not. */
  record Idx(
      FileSetting trainImages,
      FileSetting trainLabels,
      FileSetting testImages,
      FileSetting testLabels)
      implements DataSource {}
}
