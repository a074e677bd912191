package org.sparknas.job.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparknas.job.config.FileSetting;

class IdxReaderTest {
  @TempDir private Path folder;

  @Test
  void readsImagesAndLabels() throws IOException {
    LabelledImages images = read(images(3, 2, 4), labels(0, 2, 1));

    assertThat(images.size()).isEqualTo(3);
    assertThat(images.height()).isEqualTo(2);
    assertThat(images.width()).isEqualTo(4);
    assertThat(images.channels()).isEqualTo(1);
    assertThat(images.label(1)).isEqualTo(2);
    assertThat(images.pixel(2, 7)).isEqualTo(23);
  }

  @Test
  void knowsGzipByItsFirstBytesAndNotByItsName() throws IOException {
    LabelledImages plain = read(images(3, 2, 4), labels(0, 2, 1));
    LabelledImages zipped = read(gzipped(images(3, 2, 4)), gzipped(labels(0, 2, 1)));

    assertThat(DataFingerprint.of(zipped)).isEqualTo(DataFingerprint.of(plain));
  }

  @Test
  void refusesAnotherMagicNumber() {
    assertThatThrownBy(() -> read(labels(0, 2, 1), labels(0, 2, 1)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("data.idx.train-images: ")
        .hasMessageContaining("in my.conf line 7; magic number 0x00000801 at byte 0; must be")
        .hasMessageContaining("0x00000803");
  }

  @Test
  void namesTheOffsetWhereImagesEndTooEarly() {
    assertThatThrownBy(() -> read(Arrays.copyOf(images(3, 2, 4), 30), labels(0, 2, 1)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("ends at byte 30, inside image 1, which starts at byte 24");
  }

  @Test
  void namesTheOffsetWhereAHeaderEndsTooEarly() {
    assertThatThrownBy(() -> read(images(3, 2, 4), Arrays.copyOf(labels(0, 2, 1), 6)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("ends at byte 6, inside the number of labels");
  }

  @Test
  void refusesAGzippedFileThatIsCutOff() throws IOException {
    byte[] zipped = gzipped(images(3, 2, 4));

    assertThatThrownBy(() -> read(Arrays.copyOf(zipped, zipped.length - 12), labels(0, 2, 1)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("data.idx.train-images");
  }

  /** Inside the header, the content and the trailer. */
  @Test
  void saysThatAGzippedFileEndsTooEarlyWhereverItIsCutOff() throws IOException {
    byte[] zipped = gzipped(images(3, 2, 4));

    for (int length : List.of(4, 9, 12, zipped.length - 8, zipped.length - 3, zipped.length - 1)) {
      assertThatThrownBy(() -> read(Arrays.copyOf(zipped, length), labels(0, 2, 1)))
          .as(length + " of " + zipped.length + " bytes")
          .isInstanceOf(DataException.class)
          .hasMessageMatching(
              ".* in my.conf line 7; (ends too early|the gzipped file ends inside .*)");
    }
  }

  @Test
  void refusesWhatFollowsTheLastImage() {
    assertThatThrownBy(() -> read(Arrays.copyOf(images(3, 2, 4), 41), labels(0, 2, 1)))
        .hasMessageContaining("goes on after byte 40; must end there, with 3 images");
  }

  @Test
  void refusesAnotherNumberOfLabelsThanImages() {
    assertThatThrownBy(() -> read(images(3, 2, 4), labels(0, 2)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("2 labels; must be as many as the images of")
        .hasMessageContaining("which are 3");
  }

  @Test
  void namesRecordAndOffsetOfALabelOutOfRange() {
    assertThatThrownBy(() -> read(images(3, 2, 4), labels(0, 3, 1)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("data.idx.train-labels: ")
        .hasMessageContaining("record 1 at byte 9 has label 3; must be from 0 to 2");
  }

  @Test
  @Tag(RealImages.TAG)
  void readsTheRealFashionImages() {
    LabelledImages train = real("train");
    LabelledImages test = real("t10k");

    assertThat(train.histogram()).hasSize(10).containsOnly(6000);
    assertThat(test.histogram()).hasSize(10).containsOnly(1000);
    assertThat(firstLabels(train)).containsExactly(9, 0, 0, 3, 0, 2, 7, 2, 5, 5);
    assertThat(firstLabels(test)).containsExactly(9, 2, 1, 1, 6, 1, 4, 6, 5, 7);
    Normalisation measured = Normalisation.measured(train);
    // Published with seven decimals.
    assertThat(measured.mean().get(0)).isCloseTo(0.2860406, within(1e-6));
    assertThat(measured.standardDeviation().get(0)).isCloseTo(0.3530242, within(1e-6));
  }

  private static int[] firstLabels(LabelledImages images) {
    int[] labels = new int[10];
    Arrays.setAll(labels, images::label);
    return labels;
  }

  private static LabelledImages real(String name) {
    return IdxReader.read(
        real(name, "images-idx3-ubyte.gz"), real(name, "labels-idx1-ubyte.gz"), 10);
  }

  private static FileSetting real(String name, String rest) {
    String file = "fashion-mnist/" + name + "-" + rest;
    return new FileSetting(RealImages.file(file).toString(), "data.idx");
  }

  private LabelledImages read(byte[] images, byte[] labels) throws IOException {
    return IdxReader.read(setting("images", images), setting("labels", labels), 3);
  }

  private FileSetting setting(String name, byte[] content) throws IOException {
    Path file = Files.write(folder.resolve(name), content);
    return new FileSetting(file.toString(), "data.idx.train-" + name + " in my.conf line 7");
  }

  private static byte[] images(int count, int height, int width) {
    int size = count * height * width;
    ByteBuffer buffer = ByteBuffer.allocate(16 + size);
    buffer.putInt(0x803).putInt(count).putInt(height).putInt(width);
    for (int i = 0; i < size; i++) {
      buffer.put((byte) i);
    }
    return buffer.array();
  }

  private static byte[] labels(int... labels) {
    ByteBuffer buffer = ByteBuffer.allocate(8 + labels.length);
    buffer.putInt(0x801).putInt(labels.length);
    for (int label : labels) {
      buffer.put((byte) label);
    }
    return buffer.array();
  }

  private static byte[] gzipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(bytes);
    }
    return zipped.toByteArray();
  }
}
