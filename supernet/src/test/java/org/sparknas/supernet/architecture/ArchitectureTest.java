package org.sparknas.supernet.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparknas.supernet.oneshot.OneShotSettings;
import org.sparknas.supernet.oneshot.OneShotSpace;
import org.sparknas.supernet.oneshot.PublishedNetworks;

class ArchitectureTest {
  private static final OneShotSpace SPACE = new OneShotSpace(OneShotSettings.imageNet());

  @Test
  void choicesAreReadAsValuesOfDecisions() {
    Architecture architecture = PublishedNetworks.oneShotSPlus();

    assertThat(architecture.value("stage3.block2.operation")).isEqualTo("snb7");
    assertThat(architecture.value("stage1.block2.width")).isEqualTo("1.6");
    assertThat(architecture.decisions())
        .hasSize(40)
        .containsEntry("stage4.block4.operation", "snb3");
    assertThat(Architecture.of(architecture.space(), architecture.decisions()))
        .isEqualTo(architecture);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> architecture.value("stage5.block1.width"))
        .withMessageContaining("no decision 'stage5.block1.width'");
  }

  @Test
  void anArchitectureIsValidByConstruction() {
    List<Integer> choices = new ArrayList<>(Collections.nCopies(40, 0));
    choices.set(20, 10);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> SPACE.architecture(choices))
        .withMessageContaining("choice 10 for 'stage1.block1.width': 0 to 9 are allowed");
    choices.set(20, -1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SPACE.architecture(choices))
        .withMessageContaining("choice -1 for 'stage1.block1.width'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SPACE.architecture(Collections.nCopies(39, 0)))
        .withMessageContaining("39 choices for the 40 decisions of the space 'oneshot'");
  }

  @Test
  void genesOfTheWrongLengthAreRefusedSayingWhichAndHowMany() {
    List<Integer> twenty = Collections.nCopies(20, 0);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> SPACE.architecture(Collections.nCopies(19, 0), twenty))
        .withMessage("19 block genes: the space has 20 choice blocks");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SPACE.architecture(twenty, Collections.nCopies(21, 0)))
        .withMessage("21 channel genes: the space has 20 choice blocks");
  }

  @Test
  void theSizeOfASpaceIsTheProductOfItsDecisions() {
    List<Double> eight = OneShotSettings.ALL_SCALES.subList(2, 10);

    // OneShot gives its space of eight scales as 32^20.
    assertThat(new OneShotSpace(PublishedNetworks.plusSettings(eight)).size())
        .isEqualTo(BigInteger.valueOf(32).pow(20));
  }

  @Test
  void aDecisionNeedsDifferentValues() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Decision("width", List.of("1.0", "1.0")))
        .withMessageContaining("decision 'width' has values [1.0, 1.0]");
    assertThatIllegalArgumentException().isThrownBy(() -> new Decision("width", List.of()));
  }
}
