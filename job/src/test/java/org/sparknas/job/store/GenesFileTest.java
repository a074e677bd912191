package org.sparknas.job.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.oneshot.OneShotHead;
import org.sparknas.supernet.oneshot.OneShotLayout;
import org.sparknas.supernet.oneshot.OneShotSettings;
import org.sparknas.supernet.oneshot.OneShotSpace;

class GenesFileTest {
  private static final OneShotSpace SPACE =
      new OneShotSpace(
          new OneShotSettings(
              new Shape(16, 16, 3),
              10,
              new OneShotLayout(List.of(16, 32), List.of(1, 2), List.of(1, 2), 8, 1, 64),
              true,
              OneShotHead.PLAIN,
              List.of(0.5, 1.0),
              0.1));

  @TempDir private Path folder;

  @Test
  void readsAnArchitectureALine() throws IOException {
    List<Architecture> read = read("blocks,channels\n0 3 2,1 0 1\n1 1 1,0 0 0\n");

    assertThat(read).hasSize(2);
    assertThat(read.get(0).choices()).containsExactly(0, 3, 2, 1, 0, 1);
    assertThat(read.get(1).value("stage2.block2.operation")).isEqualTo("snb5");
  }

  @Test
  void readsTheLineEndsOfWindowsAndNoLastOne() throws IOException {
    assertThat(read("blocks,channels\r\n0 3 2,1 0 1\r\n1 1 1,0 0 0")).hasSize(2);
  }

  @Test
  void skipsAByteOrderMark() throws IOException {
    assertThat(read("\uFEFFblocks,channels\n0 3 2,1 0 1\n")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 4 2,1 0 1 | gene 2 of blocks is '4'; must be from 0 to 3, an index into snb3,",
        "0 3 2,1 0 2 | gene 3 of channels is '2'; must be from 0 to 1, an index into 0.5, 1.0",
        "0 -1 2,1 0 1 | gene 2 of blocks is '-1'",
        "0 +1 2,1 0 1 | gene 2 of blocks is '+1'",
        "0 x 2,1 0 1 | gene 2 of blocks is 'x'",
        "0  2,1 0 1 | gene 2 of blocks is ''",
        "0 9999999999 2,1 0 1 | gene 2 of blocks is '9999999999'",
        "0 3,1 0 1 | 2 genes in blocks; must be 3, one for each choice block",
        "0 3 2 1,1 0 1 | 4 genes in blocks; must be 3",
        "0 3 2, | 0 genes in channels; must be 3",
        "0 3 2 | '0 3 2' has 1 columns; must have the columns blocks,channels",
        "0 3 2,1 0 1,0 | has 3 columns",
      })
  void namesFileLinePositionValueAndWhatIsAllowed(String line, String message) {
    assertThatThrownBy(() -> read("blocks,channels\n1 1 1,0 0 0\n" + line + "\n"))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith(folder.resolve("genes.csv") + " line 3: ")
        .hasMessageContaining(message);
  }

  @Test
  void refusesAnotherHeaderAnEmptyFileAndABlankLine() {
    assertThatThrownBy(() -> read("channels,blocks\n"))
        .hasMessageContaining("line 1: 'channels,blocks'; must be the header blocks,channels");
    assertThatThrownBy(() -> read("")).hasMessageContaining("must be the header");
    assertThatThrownBy(() -> read("blocks,channels\n")).hasMessageContaining("line 2: missing");
    assertThatThrownBy(() -> read("blocks,channels\n\n")).hasMessageContaining("1 columns");
  }

  @Test
  void refusesAMissingFile() {
    assertThatThrownBy(() -> GenesFile.read(Location.of(folder + "/none.csv"), SPACE))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("there is none");
  }

  @Test
  void anArchitecturesFileOfAnotherSpaceIsRefused() throws IOException {
    Path file = folder.resolve("architecture.json");
    Files.writeString(file, "{\"format\":1,\"space\":{\"name\":\"tfnas\"}}");

    assertThatThrownBy(() -> StoredArchitecture.read(Location.of(file.toString()), SPACE))
        .isInstanceOf(StoreException.class)
        .hasMessage(file + ": the architecture is of the space 'tfnas', not of 'oneshot'");
  }

  private List<Architecture> read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("genes.csv"), text);
    return GenesFile.read(Location.of(file.toString()), SPACE);
  }
}
