package org.sparknas.job.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.architecture.StrictJson;
import org.sparknas.supernet.oneshot.OneShotHead;
import org.sparknas.supernet.oneshot.OneShotLayout;
import org.sparknas.supernet.oneshot.OneShotSettings;
import org.sparknas.supernet.oneshot.OneShotSpace;

class SupernetFileTest {
  // More than is written at once, and no multiple of it.
  private static final int PARAMETERS = 40_001;

  @TempDir private Path folder;
  private Path path;
  private Location file;

  @BeforeEach
  void place() throws IOException {
    path = folder.resolve("supernet.bin");
    file = Location.of(path.toString());
  }

  @Test
  void readsWhatWasWrittenBitForBit() throws IOException {
    SupernetFile written = supernet(10, "abc");
    written.values()[5] = Float.NaN;
    written.values()[6] = -0.0f;
    written.write(file);

    SupernetFile read = SupernetFile.read(file);

    assertThat(read.values()).isEqualTo(written.values());
    assertThat(read.header().layout()).isEqualTo("abc");
    assertThatCode(() -> read.requireFit(file, header(10, "abc"))).doesNotThrowAnyException();
  }

  @Test
  void saysWhichSettingOfAnotherSpaceDiffers() throws IOException {
    supernet(10, "abc").write(file);
    SupernetFile read = SupernetFile.read(file);

    assertThatThrownBy(() -> read.requireFit(file, header(11, "abc")))
        .isInstanceOf(StoreException.class)
        .hasMessage(path + ": is of another supernet: classes is 10 there and 11 here");
    assertThatThrownBy(() -> read.requireFit(file, header(10, "other")))
        .hasMessageContaining("layout of the parameters is abc there and other here");
  }

  /** As a program that rewrites the header would. */
  @Test
  void fitsWhateverWayItsNumbersAreWritten() {
    SupernetHeader here = header(10, "abc");
    String otherwise =
        here.settings()
            .toString()
            .replace("1.0,", "1,")
            .replace("\"classes\":10", "\"classes\":10.0");
    JsonNode settings = StrictJson.read(otherwise);
    assertThat(settings).isNotEqualTo(here.settings());

    SupernetHeader there =
        new SupernetHeader(here.space(), settings, "abc", PARAMETERS, here.training());

    assertThat(there.differences(here)).isEmpty();
    assertThat(there.differences(header(11, "abc")))
        .containsExactly("classes is 10.0 there and 11 here");
  }

  @Test
  void refusesAChangedByteWhereverItIs() throws IOException {
    supernet(10, "abc").write(file);
    byte[] bytes = Files.readAllBytes(path);
    for (int at : List.of(0, 8, 12, 40, bytes.length / 2, bytes.length - 1)) {
      byte[] changed = bytes.clone();
      changed[at] ^= 0x41;
      Files.write(path, changed);

      assertThatThrownBy(() -> SupernetFile.read(file))
          .as("byte " + at)
          .isInstanceOf(StoreException.class)
          .hasMessageStartingWith(path + ": ");
    }
  }

  @Test
  void refusesAFileThatEndsTooEarlyOrTooLate() throws IOException {
    supernet(10, "abc").write(file);
    byte[] bytes = Files.readAllBytes(path);
    for (int length : List.of(0, 5, 12, 100, bytes.length - 1, bytes.length + 4)) {
      Files.write(path, Arrays.copyOf(bytes, length));

      assertThatThrownBy(() -> SupernetFile.read(file))
          .as("length " + length)
          .isInstanceOf(StoreException.class);
    }
  }

  @Test
  void refusesAMissingFile() {
    assertThatThrownBy(() -> SupernetFile.read(file))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("no such file");
  }

  private static SupernetFile supernet(int classes, String layout) {
    Random random = new Random(1);
    float[] values = new float[PARAMETERS];
    for (int i = 0; i < PARAMETERS; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return new SupernetFile(header(classes, layout), values);
  }

  private static SupernetHeader header(int classes, String layout) {
    OneShotSettings settings =
        new OneShotSettings(
            new Shape(32, 32, 3),
            classes,
            OneShotLayout.oneShot(),
            true,
            OneShotHead.AFTER_POOLING,
            OneShotSettings.ALL_SCALES,
            0.2);
    return SupernetHeader.of(
        new OneShotSpace(settings),
        layout,
        PARAMETERS,
        JsonNodeFactory.instance.objectNode().put("epochs", 3));
  }
}
