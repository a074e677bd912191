package org.sparknas.supernet.tfnas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparknas.supernet.architecture.Architecture;

class ArchitectureParametersTest {
  private static final TfnasSpace SPACE = new TfnasSpace(TfnasSettings.imageNet());

  @Test
  void beginWithAllOperationsAndDepthsAlike() {
    ArchitectureParameters initial = ArchitectureParameters.initial(SPACE);

    assertThat(initial.flat()).hasSize(144 + 18);
    assertThat(initial.operations(0)).containsOnly(new double[] {-Math.log(8)}, within(1e-12));
    assertThat(initial.depths(2)).containsExactly(0, 0, 0, 0);
    assertThat(initial.depthProbabilities(1)).containsOnly(new double[] {1 / 3.0}, within(1e-12));
    assertThat(initial.entropies()).hasSize(18);
    assertThat(initial.entropies().get(5)).isCloseTo(Math.log(8), within(1e-12));
  }

  @Test
  void normalizingKeepsTheDistributions() {
    double[] values = new double[162];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 7 - 3;
    }
    ArchitectureParameters parameters = ArchitectureParameters.initial(SPACE).withFlat(values);
    ArchitectureParameters normalized = parameters.normalized();

    assertThat(parameters.flat()).isEqualTo(values);
    assertThat(normalized.operationProbabilities(4))
        .containsExactly(parameters.operationProbabilities(4), within(1e-12));
    assertThat(Arrays.stream(normalized.operations(4)).map(Math::exp).sum())
        .isCloseTo(1, within(1e-12));
    assertThat(Arrays.stream(normalized.depths(3)).map(Math::exp).sum())
        .isCloseTo(1, within(1e-12));
    assertThatThrownBy(() -> parameters.withFlat(new double[161]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("161 architecture parameters: there are 162");
  }

  @Test
  void theMostProbableIsDerivedAndTheFirstOfEquals() {
    ArchitectureParameters initial = ArchitectureParameters.initial(SPACE);
    double[] values = initial.flat();
    values[8 + 6] = 1;
    // The third depth of the third stage.
    values[144 + 2 + 3 + 2] = 1;
    OperationWidths widths = OperationWidths.initial(SPACE);

    Architecture derived = initial.withFlat(values).derive(SPACE, widths);

    assertThat(SPACE.operations(derived).subList(0, 3)).containsExactly(0, 6, 0);
    assertThat(SPACE.depths(derived)).containsExactly(1, 1, 3, 1, 1, 1);
    assertThat(SPACE.widths(derived).get(1)).isEqualTo(3 * 24);
  }

  @Test
  void scaledWidthsAreKeptForTheOperationsThatTheArchitectureHas() {
    OperationWidths initial = OperationWidths.initial(SPACE);
    Architecture shallow =
        SPACE.architecture(
            SPACE.operations(SPACE.uniform(1)),
            SPACE.searchedBlocks().stream().map(block -> block.largestWidth(1)).toList(),
            List.of(2, 1, 4, 4, 4, 1));

    OperationWidths changed = initial.with(shallow, SPACE);

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
