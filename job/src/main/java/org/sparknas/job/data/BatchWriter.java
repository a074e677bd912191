package org.sparknas.job.data;

import java.util.SplittableRandom;

/** Turns bytes into batches of normalised floats {@code [N, H, W, C]}. Safe for threads. */
public final class BatchWriter {
  private final float[][] table;

  /** Writes pixels normalised like this. */
  public BatchWriter(Normalisation normalisation) {
    this.table = normalisation.table();
  }

  /** Writes these images as they are; see {@link #write}. */
  public void writePlain(LabelledImages images, int[] indices, float[] target) {
    write(images, indices, Augmentation.NONE, 0, 0, target);
  }

  /**
   * Writes a batch. What happens to an image depends on the seed, the epoch and the image's {@link
   * LabelledImages#number number} alone: not on its batch, and not on how images are distributed.
   *
   * @param target at least {@code indices.length * imageSize} long
   */
  public void write(
      LabelledImages images,
      int[] indices,
      Augmentation augmentation,
      long seed,
      int epoch,
      float[] target) {
    if (images.channels() != table.length) {
      throw new IllegalArgumentException(
          "images of %d channels for a normalisation of %d"
              .formatted(images.channels(), table.length));
    }
    int size = images.imageSize();
    for (int i = 0; i < indices.length; i++) {
      Draw draw =
          augmentation.equals(Augmentation.NONE)
              ? Draw.NONE
              : Draw.of(augmentation, seed, epoch, images.number(indices[i]));
      write(images, indices[i], draw, target, i * size);
    }
  }

  private void write(LabelledImages images, int image, Draw draw, float[] target, int from) {
    int height = images.height();
    int width = images.width();
    int channels = images.channels();
    byte[] pixels = images.pixels();
    int start = image * images.imageSize();
    int at = from;
    for (int y = 0; y < height; y++) {
      int sourceY = y + draw.down;
      boolean rowInside = sourceY >= 0 && sourceY < height;
      for (int x = 0; x < width; x++) {
        int sourceX = (draw.mirrored ? width - 1 - x : x) + draw.right;
        boolean inside = rowInside && sourceX >= 0 && sourceX < width;
        int source = start + (sourceY * width + sourceX) * channels;
        for (int channel = 0; channel < channels; channel++) {
          int value = inside ? pixels[source + channel] & 0xFF : 0;
          target[at++] = table[channel][value];
        }
      }
    }
  }

  /** What happens to one image. */
  private record Draw(int right, int down, boolean mirrored) {
    static final Draw NONE = new Draw(0, 0, false);

    static Draw of(Augmentation augmentation, long seed, int epoch, int number) {
      SplittableRandom random = new SplittableRandom(mix(mix(mix(seed) + epoch) + number));
      int padding = augmentation.cropPadding();
      int right = random.nextInt(-padding, padding + 1);
      int down = random.nextInt(-padding, padding + 1);
      return new Draw(right, down, augmentation.flip() && random.nextBoolean());
    }

    private static long mix(long seed) {
      return new SplittableRandom(seed).nextLong();
    }
  }
}
