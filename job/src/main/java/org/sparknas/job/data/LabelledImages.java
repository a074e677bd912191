package org.sparknas.job.data;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Images of one size with their labels; immutable. A pixel is one byte for each channel, white is
 * 255; an image is {@code [H, W, C]}.
 */
public final class LabelledImages implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int height;
  private final int width;
  private final int channels;
  private final int classes;
  private final byte[] pixels;
  private final int[] labels;
  private final int[] numbers;

  /** Owns the arrays from now on. */
  LabelledImages(int height, int width, int channels, int classes, byte[] pixels, int[] labels) {
    this(height, width, channels, classes, pixels, labels, countUp(labels.length));
  }

  private LabelledImages(
      int height,
      int width,
      int channels,
      int classes,
      byte[] pixels,
      int[] labels,
      int[] numbers) {
    if (height < 1 || width < 1 || channels < 1) {
      throw new IllegalArgumentException(
          "an image of " + height + "x" + width + "x" + channels + ": 1 or more each way");
    }
    if ((long) labels.length * height * width * channels != pixels.length) {
      throw new IllegalArgumentException(
          "%d bytes for %d images of %dx%dx%d"
              .formatted(pixels.length, labels.length, height, width, channels));
    }
    for (int label : labels) {
      if (label < 0 || label >= classes) {
        throw new IllegalArgumentException("label " + label + ": from 0 to " + (classes - 1));
      }
    }
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.classes = classes;
    this.pixels = pixels;
    this.labels = labels;
    this.numbers = numbers;
  }

  /** Images of these pixels {@code [N, H, W, C]} and labels, which are copied. */
  public static LabelledImages of(
      int height, int width, int channels, int classes, byte[] pixels, int[] labels) {
    return new LabelledImages(height, width, channels, classes, pixels.clone(), labels.clone());
  }

  private static int[] countUp(int size) {
    int[] numbers = new int[size];
    Arrays.setAll(numbers, i -> i);
    return numbers;
  }

  /** How many images there are. */
  public int size() {
    return labels.length;
  }

  /** Pixels from top to bottom. */
  public int height() {
    return height;
  }

  /** Pixels from left to right. */
  public int width() {
    return width;
  }

  /** Values of a pixel. */
  public int channels() {
    return channels;
  }

  /** How many classes the labels tell apart. */
  public int classes() {
    return classes;
  }

  /** Values of one image. */
  public int imageSize() {
    return height * width * channels;
  }

  /** The label of an image, from 0. */
  public int label(int image) {
    return labels[image];
  }

  /** The number of an image in the set that it was read from; subsets keep it. */
  public int number(int image) {
    return numbers[image];
  }

  /** A value of an image, from 0 to 255; {@code index} counts through {@code [H, W, C]}. */
  public int pixel(int image, int index) {
    return pixels[image * imageSize() + index] & 0xFF;
  }

  /** These images in this order. */
  public LabelledImages subset(int[] images) {
    int size = imageSize();
    byte[] chosen = new byte[Math.multiplyExact(images.length, size)];
    int[] chosenLabels = new int[images.length];
    int[] chosenNumbers = new int[images.length];
    for (int i = 0; i < images.length; i++) {
      System.arraycopy(pixels, images[i] * size, chosen, i * size, size);
      chosenLabels[i] = labels[images[i]];
      chosenNumbers[i] = numbers[images[i]];
    }
    return new LabelledImages(
        height, width, channels, classes, chosen, chosenLabels, chosenNumbers);
  }

  /** How many images each class has. */
  public int[] histogram() {
    int[] counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }

  /** The values of all images in their order; not to be written to. */
  byte[] pixels() {
    return pixels;
  }

  @Override
  public String toString() {
    return "%d images of %dx%dx%d in %d classes"
        .formatted(size(), height, width, channels, classes);
  }
}
