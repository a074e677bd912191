package org.sparknas.supernet.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparknas.supernet.oneshot.OneShotSettings;
import org.sparknas.supernet.oneshot.OneShotSpace;
import org.sparknas.supernet.oneshot.PublishedNetworks;

class ArchitectureFileTest {
  private static final SearchSpace SPACE = new OneShotSpace(OneShotSettings.imageNet());
  private static final String TEXT = ArchitectureFile.write(PublishedNetworks.oneShotSPlus());

  @Test
  void whatIsWrittenIsReadAgain() {
    Random random = new Random(7);
    for (int i = 0; i < 20; i++) {
      List<Integer> choices =
          SPACE.decisions().stream()
              .map(decision -> random.nextInt(decision.values().size()))
              .toList();
      Architecture architecture = SPACE.architecture(choices);

      assertThat(ArchitectureFile.read(ArchitectureFile.write(architecture), SPACE))
          .isEqualTo(architecture);
    }
  }

  @Test
  void aFileHoldsItsFormatItsSpaceAndItsDecisions() {
    assertThat(TEXT)
        .contains("\"format\" : 1")
        .contains("\"name\" : \"oneshot\"")
        .contains("\"squeeze_excitation\" : true")
        .contains("\"stage3.block1.operation\" : \"sxb3\"")
        .contains("\"stage1.block1.width\" : \"1.8\"");
  }

  @Test
  void anArchitectureOfAnotherSpaceIsRefusedSayingWhatDiffers() {
    SearchSpace other = new OneShotSpace(PublishedNetworks.mobileSettings());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ArchitectureFile.read(TEXT, other))
        .withMessageContaining(
            "stage_channels is [64,160,320,640] in the file and [48,128,256,512] here")
        .withMessageContaining(
            "head is \"after-pooling\" in the file and \"squeeze-excitation\" here")
        .withMessageNotContaining("scales is");
  }

  static Stream<Arguments> damages() {
    return Stream.of(
        Arguments.of("\"format\" : 1", "\"format\" : 2", "format of the architecture file is 2"),
        Arguments.of("\"space\"", "\"room\"", "no object 'space' at its top"),
        Arguments.of("\"format\" : 1,", "", "is missing: 1 is allowed"),
        Arguments.of("\"oneshot\"", "\"tfnas\"", "space 'tfnas', not of 'oneshot'"),
        Arguments.of("\"dropout\"", "\"drop\"", "dropout is missing in the file and 0.2 here"),
        Arguments.of("\"decisions\"", "\"choices\"", "no object 'decisions'"),
        Arguments.of("\"sxb3\"", "\"sxb5\"", "'sxb5' for 'stage3.block1.operation': allowed are"),
        Arguments.of("\"sxb3\"", "3", "'stage3.block1.operation' is 3: a text"),
        Arguments.of("stage3.block1.width", "stage9.block1.width", "no decision 'stage9"),
        Arguments.of("\"decisions\"", "decisions", "in line"));
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("damages")
  void aDamagedFileIsRefusedNamingThePlace(String part, String damage, String message) {
    assertThat(TEXT).contains(part);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ArchitectureFile.read(TEXT.replaceFirst(part, damage), SPACE))
        .withMessageContaining(message);
  }

  @Test
  void aMissingDecisionIsRefused() {
    String without = TEXT.replaceFirst("\"stage3.block1.operation\" : \"sxb3\",", "");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ArchitectureFile.read(without, SPACE))
        .withMessageContaining("no value for decision 'stage3.block1.operation'");
  }

  @Test
  void numbersMayBeWrittenOtherwise() {
    String otherwise =
        TEXT.replace("1.0,", "1,")
            .replace("2.0 ]", "2 ]")
            .replace("\"format\" : 1", "\"format\" : 1.0")
            .replace("1000", "1e3");
    assertThat(otherwise).contains("0.8, 1, 1.2").contains("1.8, 2 ]").contains("1e3");

    assertThat(ArchitectureFile.read(otherwise, SPACE)).isEqualTo(PublishedNetworks.oneShotSPlus());
  }

  @Test
  void aDecisionThatStandsTwiceIsRefusedWithItsPlace() {
    String twice =
        TEXT.replaceFirst(
            "\"stage3.block1.operation\"",
            "\"stage3.block1.operation\" : \"snb3\",\n\"stage3.block1.operation\"");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ArchitectureFile.read(twice, SPACE))
        .withMessageContaining("Duplicate field 'stage3.block1.operation' in line ");
  }

  @Test
  void whatHoldsAnArchitectureIsReadAsOne() {
    assertThat(ArchitectureFile.read("{\"target_ms\": 15, \"architecture\": " + TEXT + "}", SPACE))
        .isEqualTo(PublishedNetworks.oneShotSPlus());
  }

  @Test
  void anEmptyFileIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> ArchitectureFile.read("", SPACE));
    assertThatIllegalArgumentException().isThrownBy(() -> ArchitectureFile.read("[]", SPACE));
  }
}
