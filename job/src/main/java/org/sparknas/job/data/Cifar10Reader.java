package org.sparknas.job.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sparknas.job.config.FileSetting;

/**
 * Reads CIFAR-10's binary layout (Krizhevsky 2009): records of a label and three planes, red, green
 * and blue, of 32x32 pixels.
 */
final class Cifar10Reader {
  static final int CLASSES = 10;
  static final int SIDE = 32;
  static final int CHANNELS = 3;

  private static final int PLANE = SIDE * SIDE;
  private static final int RECORD = 1 + CHANNELS * PLANE;
  private static final int BLOCK = 1000;

  private Cifar10Reader() {}

  /** The images of all files, in their order. */
  static LabelledImages read(List<FileSetting> files) {
    List<byte[]> pixels = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (FileSetting file : files) {
      DataFile.read(
          file,
          data -> {
            readRecords(data, pixels, labels);
            return null;
          });
    }
    return new LabelledImages(
        SIDE,
        SIDE,
        CHANNELS,
        CLASSES,
        concatenated(pixels),
        labels.stream().mapToInt(Integer::intValue).toArray());
  }

  private static void readRecords(DataFile data, List<byte[]> pixels, List<Integer> labels)
      throws java.io.IOException {
    byte[] record = new byte[RECORD];
    byte[] block = new byte[BLOCK * CHANNELS * PLANE];
    int inBlock = 0;
    int number = 0;
    while (!data.isAtEnd()) {
      long start = data.offset();
      data.readFully(record, 0, RECORD, "record " + number);
      int label = record[0] & 0xFF;
      if (label >= CLASSES) {
        throw data.failure(
            "record %d at byte %d has label %d; must be from 0 to %d"
                .formatted(number, start, label, CLASSES - 1));
      }
      if (inBlock == BLOCK) {
        pixels.add(block.clone());
        inBlock = 0;
      }
      interleave(record, block, inBlock++ * CHANNELS * PLANE);
      labels.add(label);
      number++;
    }
    if (number == 0) {
      throw data.failure("is empty; must have records of " + RECORD + " bytes");
    }
    pixels.add(Arrays.copyOf(block, inBlock * CHANNELS * PLANE));
  }

  /** From planes to pixels. */
  private static void interleave(byte[] record, byte[] target, int from) {
    for (int pixel = 0; pixel < PLANE; pixel++) {
      for (int channel = 0; channel < CHANNELS; channel++) {
        target[from + pixel * CHANNELS + channel] = record[1 + channel * PLANE + pixel];
      }
    }
  }

  private static byte[] concatenated(List<byte[]> blocks) {
    long size = blocks.stream().mapToLong(block -> block.length).sum();
    if (size > Integer.MAX_VALUE) {
      throw new DataException(
          "data.cifar10: %d images; must be less than 2 GiB of pixels"
              .formatted(size / (CHANNELS * PLANE)));
    }
    byte[] all = new byte[(int) size];
    int at = 0;
    for (byte[] block : blocks) {
      System.arraycopy(block, 0, all, at, block.length);
      at += block.length;
    }
    return all;
  }
}
