package org.sparknas.job.data;

import java.io.IOException;
import org.sparknas.job.config.FileSetting;

/** Reads the IDX layout of MNIST (LeCun) and Fashion-MNIST: grey images, and labels apart. */
final class IdxReader {
  private static final int IMAGES_MAGIC = 0x00000803;
  private static final int LABELS_MAGIC = 0x00000801;
  private static final int LARGEST_SIDE = 4096;

  private IdxReader() {}

  /** Images and their labels, which must be of {@code classes} classes. */
  static LabelledImages read(FileSetting imageFile, FileSetting labelFile, int classes) {
    Images images = DataFile.read(imageFile, IdxReader::images);
    int[] labels = DataFile.read(labelFile, file -> labels(file, classes, images.count, imageFile));
    return new LabelledImages(images.height, images.width, 1, classes, images.pixels, labels);
  }

  private static final class Images {
    private final int count;
    private final int height;
    private final int width;
    private final byte[] pixels;

    private Images(int count, int height, int width, byte[] pixels) {
      this.count = count;
      this.height = height;
      this.width = width;
      this.pixels = pixels;
    }
  }

  private static Images images(DataFile file) throws IOException {
    checkMagic(file, IMAGES_MAGIC, "images");
    int count = positive(file, "number of images", Integer.MAX_VALUE);
    int height = positive(file, "height", LARGEST_SIDE);
    int width = positive(file, "width", LARGEST_SIDE);
    if ((long) count * height * width > Integer.MAX_VALUE) {
      throw file.failure(
          "%d images of %dx%d; must be less than 2 GiB of pixels".formatted(count, height, width));
    }
    byte[] pixels = new byte[count * height * width];
    for (int image = 0; image < count; image++) {
      file.readFully(pixels, image * height * width, height * width, "image " + image);
    }
    checkEnd(file, count + " images");
    return new Images(count, height, width, pixels);
  }

  private static int[] labels(DataFile file, int classes, int images, FileSetting imageFile)
      throws IOException {
    checkMagic(file, LABELS_MAGIC, "labels");
    int count = positive(file, "number of labels", Integer.MAX_VALUE);
    if (count != images) {
      throw file.failure(
          "%d labels; must be as many as the images of %s, which are %d"
              .formatted(count, imageFile.path(), images));
    }
    long start = file.offset();
    byte[] bytes = new byte[count];
    file.readFully(bytes, 0, count, "the labels");
    checkEnd(file, count + " labels");
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = bytes[i] & 0xFF;
      if (labels[i] >= classes) {
        throw file.failure(
            "record %d at byte %d has label %d; must be from 0 to %d (space.classes is %d)"
                .formatted(i, start + i, labels[i], classes - 1, classes));
      }
    }
    return labels;
  }

  private static void checkMagic(DataFile file, int expected, String what) throws IOException {
    int magic = file.readInt("the magic number");
    if (magic != expected) {
      throw file.failure(
          "magic number 0x%08x at byte 0; must be 0x%08x, an IDX file of %s"
              .formatted(magic, expected, what));
    }
  }

  private static int positive(DataFile file, String what, int most) throws IOException {
    long offset = file.offset();
    int value = file.readInt("the " + what);
    if (value < 1 || value > most) {
      throw file.failure(
          "%s %d at byte %d; must be from 1 to %d".formatted(what, value, offset, most));
    }
    return value;
  }

  private static void checkEnd(DataFile file, String what) throws IOException {
    if (!file.isAtEnd()) {
      throw file.failure(
          "goes on after byte %d; must end there, with %s".formatted(file.offset(), what));
    }
  }
}
