package org.sparknas.supernet.tfnas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sparknas.supernet.architecture.Architecture;

class ArchitectureParametersTest {
  private static final TfnasSpace SPACE = new TfnasSpace(TfnasSettings.imageNet());

  @Test
  void beginWithAllOperationsAndDepthsAlike() {
    ArchitectureParameters initial =
        ArchitectureParameters.initial(SPACE, DepthScheme.SINK_CONNECTING);

    assertThat(initial.flat()).hasSize(144 + 18);
    assertThat(initial.operations(0)).containsOnly(new double[] {-Math.log(8)}, within(1e-12));
    assertThat(initial.depths().get(2)).containsExactly(0, 0, 0, 0);
    assertThat(new SinkConnection(initial.depths().get(1)).weights())
        .containsOnly(new double[] {1 / 3.0}, within(1e-12));
    assertThat(initial.entropies()).hasSize(18);
    assertThat(initial.entropies().get(5)).isCloseTo(Math.log(8), within(1e-12));
  }

  @Test
  void normalizingKeepsTheDistributions() {
    double[] values = new double[162];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 7 - 3;
    }
    ArchitectureParameters parameters =
        ArchitectureParameters.initial(SPACE, DepthScheme.SINK_CONNECTING).withFlat(values);
    ArchitectureParameters normalized = parameters.normalized();

    assertThat(parameters.flat()).isEqualTo(values);
    assertThat(Softmax.of(normalized.operations(4)))
        .containsExactly(Softmax.of(parameters.operations(4)), within(1e-12));
    assertThat(Arrays.stream(normalized.operations(4)).map(Math::exp).sum())
        .isCloseTo(1, within(1e-12));
    assertThat(Arrays.stream(normalized.depths().get(3)).map(Math::exp).sum())
        .isCloseTo(1, within(1e-12));
    assertThatThrownBy(() -> parameters.withFlat(new double[161]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("161 architecture parameters: there are 162");
  }

  @Test
  void theMostProbableIsDerivedAndTheFirstOfEquals() {
    ArchitectureParameters initial =
        ArchitectureParameters.initial(SPACE, DepthScheme.SINK_CONNECTING);
    double[] values = initial.flat();
    values[8 + 6] = 1;
    // The third depth of the third stage.
    values[144 + 2 + 3 + 2] = 1;
    OperationWidths widths = OperationWidths.initial(SPACE);

    DerivedArchitecture derived = initial.withFlat(values).derive(SPACE, widths);

    Architecture architecture = derived.architecture();
    assertThat(SPACE.operations(architecture).subList(0, 3)).containsExactly(0, 6, 0);
    assertThat(SPACE.depths(architecture)).containsExactly(1, 1, 3, 1, 1, 1);
    assertThat(SPACE.widths(architecture).get(1)).isEqualTo(3 * 24);
    assertThat(derived.places()).containsExactly(0, 2, 5, 6, 7, 9, 13, 17);
  }

  @Test
  void blocksBehindASkippedOneMoveUpAndRememberWhereTheyStood() {
    OperationWidths widths = OperationWidths.initial(SPACE);
    ArchitectureParameters in =
        ArchitectureParameters.initial(SPACE, DepthScheme.SKIP_IN_CANDIDATES);
    double[] values = in.flat();
    // Blocks 1 and 3 of the first three: operation 2, skip, operation 5; the rest stays at the
    // first.
    values[2] = 1;
    values[8 + 8] = 1;
    values[8 + 9 + 8 + 8] = 1;
    values[8 + 9 + 8 + 9 + 5] = 1;

    DerivedArchitecture derived = in.withFlat(values).derive(SPACE, widths);

    assertThat(SPACE.depths(derived.architecture())).containsExactly(1, 2, 4, 4, 4, 1);
    assertThat(derived.places()).startsWith(0, 2, 4, 5);
    assertThat(SPACE.operations(derived.architecture()).subList(0, 5))
        .containsExactly(2, 0, 0, 5, 0);
    OperationWidths widest = widths.with(SPACE, widened(derived.architecture()), derived.places());
    assertThat(widest.of(4, 5)).isEqualTo(8 * 40);
    assertThat(widest.of(3, 5)).isEqualTo(widths.of(3, 5));
  }

  private static Architecture widened(Architecture architecture) {
    List<Integer> operations = SPACE.operations(architecture);
    return SPACE.architecture(
        operations,
        IntStream.range(0, 18)
            .mapToObj(i -> SPACE.searchedBlocks().get(i).largestWidth(operations.get(i)))
            .toList(),
        SPACE.depths(architecture));
  }

  @Test
  void skippingOutOfTheCandidatesIsDecidedForEachBlock() {
    ArchitectureParameters out =
        ArchitectureParameters.initial(SPACE, DepthScheme.SKIP_OUT_OF_CANDIDATES);
    double[] values = out.flat();
    assertThat(values).hasSize(144 + 2 * 12);
    // The last block of the third stage: the sixth that may be skipped.
    values[144 + 2 * 5 + 1] = 1;

    DerivedArchitecture derived =
        out.withFlat(values).derive(SPACE, OperationWidths.initial(SPACE));

    assertThat(SPACE.depths(derived.architecture())).containsExactly(1, 1, 2, 1, 1, 1);
    assertThat(derived.places()).containsExactly(0, 2, 5, 8, 9, 13, 17);
  }

  @Test
  void scaledWidthsAreKeptForTheOperationsThatTheArchitectureHas() {
    OperationWidths initial = OperationWidths.initial(SPACE);
    Architecture shallow =
        SPACE.architecture(
            SPACE.operations(SPACE.uniform(1)),
            SPACE.searchedBlocks().stream().map(block -> block.largestWidth(1)).toList(),
            List.of(2, 1, 4, 4, 4, 1));

    OperationWidths changed =
        initial.with(
            SPACE, shallow, List.of(0, 1, 2, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17));

    assertThat(changed.of(0, 1)).isEqualTo(128);
    assertThat(changed.of(0, 2)).isEqualTo(48);
    // Beyond the second stage's depth.
    assertThat(changed.of(3, 1)).isEqualTo(240);
    assertThat(changed.of(5, 1)).isEqualTo(320);
  }

  @Test
  void theTemperatureFallsAfterTheWarmUp() {
    TemperatureSchedule schedule = TemperatureSchedule.original();

    assertThat(schedule.at(0)).isEqualTo(5);
    assertThat(schedule.at(10)).isEqualTo(5);
    assertThat(schedule.at(11)).isCloseTo(4.8, within(1e-12));
    // Published with four decimals.
    assertThat(schedule.at(89)).isCloseTo(0.1988, within(5e-5));
    assertThat(schedule.trainsArchitecture(9)).isFalse();
    assertThat(schedule.trainsArchitecture(10)).isTrue();
  }

  @Test
  void channelsAreKeptByTheAbsoluteSumOfTheirFilters() {
    float[] weights = {1, -5, 0, 2, 2, 1, 3, -2};

    assertThat(ChannelImportance.order(weights, 2, 4)).containsExactly(1, 3, 0, 2);
    assertThatThrownBy(() -> ChannelImportance.order(weights, 3, 4))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
