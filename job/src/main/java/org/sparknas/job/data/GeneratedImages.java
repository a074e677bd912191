package org.sparknas.job.data;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Images that a network can learn and that need no download: on a coloured background a striped
 * shape of any size at any place, smaller plain shapes that count for nothing, and noise. A class
 * is a shape and a direction of its stripes. Classes are the same when an image is mirrored.
 */
public final class GeneratedImages {
  private static final List<ImageShape> SHAPES = List.of(ImageShape.values());
  private static final List<ImageStripes> STRIPES = List.of(ImageStripes.values());

  /** Shapes times directions. */
  public static final int MOST_CLASSES = SHAPES.size() * STRIPES.size();

  private final int side;
  private final int channels;
  private final int classes;
  private final double noise;
  private final int distractors;

  /**
   * A source of images.
   *
   * @param classes from 2 to {@link #MOST_CLASSES}
   * @param noise standard deviation of the noise on each value, where 255 is white
   * @param distractors shapes that count for nothing
   */
  public GeneratedImages(int side, int channels, int classes, double noise, int distractors) {
    if (classes < 2 || classes > MOST_CLASSES) {
      throw new IllegalArgumentException(
          classes + " classes of generated images: from 2 to " + MOST_CLASSES);
    }
    this.side = side;
    this.channels = channels;
    this.classes = classes;
    this.noise = noise;
    this.distractors = distractors;
  }

  /**
   * Images whose classes take turns; each depends on the seed and its own number alone.
   *
   * @throws DataException when they do not fit an array
   */
  public LabelledImages draw(int count, long seed) {
    int size = side * side * channels;
    if ((long) count * size > Integer.MAX_VALUE) {
      throw new DataException(
          "data.generated: %d images of %dx%dx%d (space.image-size); must be less than 2 GiB of pixels"
              .formatted(count, side, side, channels));
    }
    byte[] pixels = new byte[count * size];
    int[] labels = IntStream.range(0, count).map(i -> i % classes).toArray();
    long base = new SplittableRandom(seed).nextLong();
    IntStream.range(0, count)
        .parallel()
        .forEach(i -> draw(labels[i], new SplittableRandom(base + i), pixels, i * size));
    return new LabelledImages(side, side, channels, classes, pixels, labels);
  }

  private void draw(int label, SplittableRandom random, byte[] pixels, int from) {
    double[] image = new double[side * side * channels];
    double[] background = colour(random);
    for (int i = 0; i < image.length; i++) {
      image[i] = background[i % channels];
    }
    for (int i = 0; i < distractors; i++) {
      ImageShape shape = SHAPES.get(random.nextInt(SHAPES.size()));
      double radius = side * (0.08 + 0.06 * random.nextDouble());
      paint(image, shape, radius, random, ImageStripes.NONE, colour(random), background);
    }
    double radius = side * (0.24 + 0.12 * random.nextDouble());
    ImageStripes stripes = STRIPES.get(label / SHAPES.size());
    double[] one = colour(random);
    double[] other = contrasting(one, random);
    paint(image, SHAPES.get(label % SHAPES.size()), radius, random, stripes, one, other);
    for (int i = 0; i < image.length; i++) {
      double value = image[i] + noise * random.nextGaussian();
      pixels[from + i] = (byte) Math.max(0, Math.min(255, Math.round(value)));
    }
  }

  private void paint(
      double[] image,
      ImageShape shape,
      double radius,
      SplittableRandom random,
      ImageStripes stripes,
      double[] one,
      double[] other) {
    double centreX = radius + (side - 2 * radius) * random.nextDouble();
    double centreY = radius + (side - 2 * radius) * random.nextDouble();
    double period = 3 + random.nextDouble();
    double phase = random.nextDouble();
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        if (shape.covers((x + 0.5 - centreX) / radius, (y + 0.5 - centreY) / radius)) {
          double[] colour = stripes.isDark(x / period + phase, y / period + phase) ? one : other;
          System.arraycopy(colour, 0, image, (y * side + x) * channels, channels);
        }
      }
    }
  }

  private double[] colour(SplittableRandom random) {
    double[] colour = new double[channels];
    for (int channel = 0; channel < channels; channel++) {
      colour[channel] = 255 * random.nextDouble();
    }
    return colour;
  }

  /** A colour that differs by at least a third of the range in each channel. */
  private double[] contrasting(double[] colour, SplittableRandom random) {
    double[] other = new double[channels];
    for (int channel = 0; channel < channels; channel++) {
      double distance = 85 + 42 * random.nextDouble();
      other[channel] = colour[channel] + (colour[channel] < 127.5 ? distance : -distance);
    }
    return other;
  }
}
