package org.sparknas.job.data;

import java.io.Serializable;

/**
 * How training images vary.
 *
 * @param cropPadding by how many pixels an image may move each way; black comes in at the edges
 * @param flip whether an image is mirrored left to right with probability 1/2
 */
public record Augmentation(int cropPadding, boolean flip) implements Serializable {
  /** Images as they are. */
  public static final Augmentation NONE = new Augmentation(0, false);

  public Augmentation {
    if (cropPadding < 0) {
      throw new IllegalArgumentException("crop padding " + cropPadding + ": 0 or more");
    }
  }
}
