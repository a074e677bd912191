package org.sparknas.job.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparknas.job.config.FileSetting;

class Cifar10ReaderTest {
  @TempDir private Path folder;

  @Test
  void interleavesThePlanesOfEveryRecord() throws IOException {
    LabelledImages images = Cifar10Reader.read(List.of(file(records(3, 7))));

    assertThat(images.size()).isEqualTo(2);
    assertThat(images.label(0)).isEqualTo(3);
    assertThat(images.label(1)).isEqualTo(7);
    // Pixel 5 of image 1: its red, green and blue are at 5, 1024 + 5 and 2048 + 5.
    assertThat(images.pixel(1, 15)).isEqualTo(value(1, 5));
    assertThat(images.pixel(1, 16)).isEqualTo(value(1, 1024 + 5));
    assertThat(images.pixel(1, 17)).isEqualTo(value(1, 2048 + 5));
  }

  @Test
  void readsFilesInTheirOrderGzippedOrNot() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(records(1, 2));
    }
    LabelledImages images =
        Cifar10Reader.read(
            List.of(named("first.bin", zipped.toByteArray()), named("second", records(9))));

    assertThat(images.size()).isEqualTo(3);
    assertThat(images.label(0)).isEqualTo(1);
    assertThat(images.label(2)).isEqualTo(9);
    assertThat(images.pixel(1, 0)).isEqualTo(value(1, 0));
  }

  @Test
  void namesRecordAndOffsetOfALabelOutOfRange() throws IOException {
    FileSetting file = file(records(3, 10));

    assertThatThrownBy(() -> Cifar10Reader.read(List.of(file)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "data.cifar10.train: %s in my.conf line 4; record 1 at byte 3073 has label 10;"
                    .formatted(file.path())
                + " must be from 0 to 9");
  }

  @Test
  void namesTheOffsetWhereAFileEndsTooEarly() throws IOException {
    FileSetting file = file(Arrays.copyOf(records(3, 4), 5000));

    assertThatThrownBy(() -> Cifar10Reader.read(List.of(file)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("my.conf line 4; ends at byte 5000, inside record 1, which starts at")
        .hasMessageContaining("byte 3073 and has 3073 bytes");
  }

  @Test
  void saysThatAGzippedFileWithoutItsTrailerEndsTooEarly() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(records(1, 2));
    }
    FileSetting file = file(Arrays.copyOf(zipped.toByteArray(), zipped.size() - 8));

    assertThatThrownBy(() -> Cifar10Reader.read(List.of(file)))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith("in my.conf line 4; ends too early");
  }

  @Test
  void namesTheSettingOfAMissingFile() {
    FileSetting missing =
        new FileSetting(folder + "/none.bin", "data.cifar10.train in my.conf line 4");

    assertThatThrownBy(() -> Cifar10Reader.read(List.of(missing)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "data.cifar10.train: %s/none.bin in my.conf line 4; must be a file, and there is none"
                .formatted(folder));
  }

  @Test
  void refusesAFolderAndAnEmptyFile() throws IOException {
    FileSetting empty = file(new byte[0]);
    FileSetting itself = new FileSetting(folder.toString(), "data.cifar10.train in my.conf line 4");

    assertThatThrownBy(() -> Cifar10Reader.read(List.of(empty))).hasMessageContaining("is empty");
    assertThatThrownBy(() -> Cifar10Reader.read(List.of(itself))).hasMessageContaining("folder");
  }

  @Test
  @Tag(RealImages.TAG)
  void readsTheRealTrainingImages() {
    LabelledImages images =
        Cifar10Reader.read(
            List.of(real("data_batch_1.bin"), real("data_batch_2.bin"), real("data_batch_3.bin")));

    assertThat(images.size()).isEqualTo(30_000);
    assertThat(images.label(0)).isEqualTo(6);
    assertThat(List.of(images.pixel(0, 0), images.pixel(0, 3), images.pixel(0, 6)))
        .as("the first three red values")
        .containsExactly(59, 43, 50);
    // The sum of the published histograms of the three files.
    assertThat(images.histogram())
        .containsExactly(2983, 3023, 3007, 3008, 2999, 2954, 3016, 3042, 2973, 2995);
    Normalisation measured = Normalisation.measured(images);
    // Published of all five files; three of them differ by less than 0.003.
    assertThat(measured.mean().get(0)).isCloseTo(0.4914, within(0.003));
    assertThat(measured.standardDeviation().get(2)).isCloseTo(0.2616, within(0.003));
  }

  @Test
  @Tag(RealImages.TAG)
  void readsTheRealTestImages() {
    assertThat(Cifar10Reader.read(List.of(real("test_batch.bin"))).histogram()).containsOnly(1000);
  }

  private static FileSetting real(String name) {
    return new FileSetting(RealImages.file("cifar10/" + name).toString(), "data.cifar10.train");
  }

  private FileSetting file(byte[] content) throws IOException {
    return named("batch.bin", content);
  }

  private FileSetting named(String name, byte[] content) throws IOException {
    Path file = Files.write(folder.resolve(name), content);
    return new FileSetting(file.toString(), "data.cifar10.train in my.conf line 4");
  }

  private static byte[] records(int... labels) {
    byte[] bytes = new byte[labels.length * 3073];
    for (int record = 0; record < labels.length; record++) {
      bytes[record * 3073] = (byte) labels[record];
      for (int i = 0; i < 3072; i++) {
        bytes[record * 3073 + 1 + i] = (byte) value(record, i);
      }
    }
    return bytes;
  }

  private static int value(int record, int index) {
    return (index * 7 + record * 13) % 256;
  }
}
