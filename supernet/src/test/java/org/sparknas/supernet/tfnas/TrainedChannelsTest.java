package org.sparknas.supernet.tfnas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.tfnas.TrainedWidths.Range;
import org.sparknas.supernet.tfnas.TrainedWidths.UntrainedBlock;

/** Places of 2, 3 and 3 inputs, so operations have from 4 to 8, and from 6 to 12 channels. */
class TrainedChannelsTest {
  private static final TfnasSpace SPACE = SmallSearch.SPACE;
  private static final String FIRST = "stage1.block1.k5e3";

  private final TrainedChannels channels = new TrainedChannels(SPACE);

  /** Widths with these of the first three places' second operation. */
  private static OperationWidths widths(int... ofK5e3) {
    return OperationWidths.initial(SPACE).with(SPACE, architecture(2, ofK5e3), List.of(0, 1, 2));
  }

  /** The second operation everywhere, the first stage so deep. */
  private static Architecture architecture(int depth, int... widths) {
    return SPACE.architecture(
        List.of(1, 1, 1), IntStream.of(widths).boxed().toList(), List.of(depth, 1));
  }

  private void step(int... ofK5e3) {
    channels.walk(List.of(1, 1, 1), widths(ofK5e3));
  }

  private TrainedWidths after(Architecture derived) {
    return channels.widths(new DerivedArchitecture(derived, List.of(0, 2)));
  }

  private Range firstRange() {
    return after(architecture(1, 6, 9, 9)).trained().get(FIRST);
  }

  private static int[] order(int... channels) {
    return channels;
  }

  @Test
  void aWidthIsTrainedFromTheNarrowestToTheWidestThatAStepRan() {
    step(6, 9, 9);
    step(5, 9, 9);
    step(7, 9, 9);

    assertThat(firstRange()).isEqualTo(new Range(5, 7));
  }

  @Test
  void anOperationThatNoStepDrewHasNoTrainedWidth() {
    step(6, 9, 9);

    assertThat(after(architecture(1, 6, 9, 9)).trained())
        .containsOnlyKeys("stage1.block1.k5e3", "stage1.block2.k5e3", "stage2.block1.k5e3");
  }

  @Test
  void aSkippedBlockTrainsNothing() {
    int skip = SPACE.tfnasSettings().operations().size();
    channels.walk(List.of(1, skip, 1), widths(6, 9, 9));

    assertThat(after(architecture(1, 6, 9, 9)).trained())
        .containsOnlyKeys("stage1.block1.k5e3", "stage2.block1.k5e3");
  }

  @Test
  void anUntrainedChannelThatMovesForwardEndsTheRange() {
    step(5, 9, 9);
    step(7, 9, 9);

    channels.reorder(0, 1, order(0, 1, 2, 3, 4, 5, 7, 6));

    assertThat(firstRange()).isEqualTo(new Range(5, 6));
  }

  @Test
  void anUntrainedChannelAmongTheFirstLeavesNoTrainedWidthUntilAStepRunsIt() {
    step(6, 9, 9);
    channels.reorder(0, 1, order(7, 0, 1, 2, 3, 4, 5, 6));
    assertThat(firstRange()).isNull();

    step(5, 9, 9);

    // Seven channels are trained now, but no step was that wide.
    assertThat(firstRange()).isEqualTo(new Range(5, 6));
  }

  @Test
  void aBlockThatMovedUpBringsWhatWasTrainedWhereItStood() {
    TfnasSpace space = SmallSearch.space(3);
    TrainedChannels three = new TrainedChannels(space);
    OperationWidths initial = OperationWidths.initial(space);
    int skip = space.tfnasSettings().operations().size();
    three.walk(List.of(0, skip, 2, 0), initial);
    ArchitectureParameters parameters =
        ArchitectureParameters.initial(space, DepthScheme.SKIP_IN_CANDIDATES);
    double[] logits = parameters.flat();
    int ofOne = skip + 1;
    // The first block never skips, so it has one logit less; block 2 skips, block 3 is the third.
    logits[skip + skip] = 1;
    logits[skip + ofOne + 2] = 1;
    DerivedArchitecture derived = parameters.withFlat(logits).derive(space, initial);
    assertThat(derived.places()).containsExactly(0, 2, 3);

    TrainedWidths trained = three.widths(derived);

    assertThat(trained.trained())
        .containsEntry("stage1.block2.k3e3se", new Range(9, 9))
        .containsEntry("stage1.block3.k3e3se", new Range(9, 9));
    assertThat(trained.untrained(derived.architecture())).isEmpty();
  }

  @Test
  void architecturesAreHeldAgainstTheRangesOfTheBlocksThatTheyHave() {
    TrainedWidths trained =
        new TrainedWidths(
            Map.of(FIRST, new Range(5, 7), "stage2.block1.k5e3", new Range(7, 9)),
            Map.of("stage2.block1.k5e3", 11, FIRST, 6));

    assertThat(trained.untrained(architecture(1, 5, 6, 9))).isEmpty();
    assertThat(trained.untrained(architecture(1, 7, 12, 11))).isEmpty();
    assertThat(untrained(trained, 1, 4, 6, 9))
        .contains(new UntrainedBlock(FIRST, 4, "widths from 5 to 7"));
    assertThat(untrained(trained, 1, 8, 6, 9))
        .contains(new UntrainedBlock(FIRST, 8, "widths from 5 to 7"));
    assertThat(untrained(trained, 1, 5, 6, 10))
        .contains(
            new UntrainedBlock(
                "stage2.block1.k5e3",
                10,
                "widths from 7 to 9 (and 11, the derived architecture's)"));
    assertThat(untrained(trained, 2, 5, 6, 9))
        .contains(new UntrainedBlock("stage1.block2.k5e3", 6, "no width"));
  }

  private static Optional<UntrainedBlock> untrained(
      TrainedWidths trained, int depth, int... widths) {
    return trained.untrained(architecture(depth, widths));
  }
}
