package org.sparknas.job.training;

import java.util.Arrays;
import org.sparknas.supernet.module.ParameterLayout;

/**
 * Where the parameters of a narrower layout lie in a wider one, in the order of the narrower one.
 * Neighbours in both are one stretch.
 */
public final class Stretches {
  private final int wideLength;
  private int[] offsets = new int[16];
  private int[] counts = new int[16];
  private int size;

  private Stretches(int wideLength) {
    this.wideLength = wideLength;
  }

  /** Where the narrower layout lies. */
  public static Stretches of(ParameterLayout wide, ParameterLayout narrow) {
    Stretches stretches = new Stretches(wide.length());
    wide.stretches(narrow, (offset, count) -> stretches.add(offset, count));
    return stretches;
  }

  private void add(int offset, int count) {
    if (size > 0 && offsets[size - 1] + counts[size - 1] == offset) {
      counts[size - 1] += count;
      return;
    }
    if (size == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * size);
      counts = Arrays.copyOf(counts, 2 * size);
    }
    offsets[size] = offset;
    counts[size++] = count;
  }

  /** The narrower layout's part of a vector of the wider one. */
  float[] gather(NativeVector wide) {
    float[] narrow = new float[requireFit(wide)];
    int position = 0;
    for (int i = 0; i < size; i++) {
      wide.read(offsets[i], narrow, position, counts[i]);
      position += counts[i];
    }
    return narrow;
  }

  /** Writes what {@link #gather} read back to its place; nothing else is written. */
  void scatter(float[] narrow, NativeVector wide) {
    int total = requireFit(wide);
    if (narrow.length != total) {
      throw new IllegalArgumentException(
          narrow.length + " elements do not fill stretches of " + total + " elements");
    }
    int position = 0;
    for (int i = 0; i < size; i++) {
      wide.write(offsets[i], narrow, position, counts[i]);
      position += counts[i];
    }
  }

  /** How many elements the stretches have, if the vector is one of the wider layout. */
  private int requireFit(NativeVector wide) {
    if (wide.length() != wideLength) {
      throw new IllegalArgumentException(
          "a vector of %d elements is not one of a layout of %d"
              .formatted(wide.length(), wideLength));
    }
    int total = 0;
    for (int i = 0; i < size; i++) {
      total += counts[i];
    }
    return total;
  }
}
