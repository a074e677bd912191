package org.sparknas.job.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparknas.supernet.architecture.ActivationFunction;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.oneshot.OneShotHead;
import org.sparknas.supernet.oneshot.OneShotLayout;
import org.sparknas.supernet.oneshot.OneShotSettings;

class NetworkWorkloadTest {
  private static final OneShotSettings SMALL =
      new OneShotSettings(
          new Shape(8, 8, 3),
          4,
          new OneShotLayout(List.of(6, 10), List.of(1, 2), List.of(1, 2), 4, 1, 7),
          true,
          OneShotHead.AFTER_POOLING,
          List.of(0.4, 1.0, 1.6),
          0.2);

  private final NetworkWorkload plain =
      new NetworkWorkload(
          given ->
              PlainNetworkSteps.prepare(BenchmarkNetworks.mbconv6(ActivationFunction.RELU), given));

  @ParameterizedTest
  @ValueSource(strings = {"train", "infer"})
  void tellsWhatWasTimedWithTheFieldsOfThePeer(String phase) {
    ObjectNode line = plain.run(List.of(phase, "2", "3", "1"));

    assertThat(line.path("phase").asText()).isEqualTo(phase);
    assertThat(line.path("batch").asInt()).isEqualTo(2);
    assertThat(line.path("runs").asInt()).isEqualTo(3);
    assertThat(line.path("threads").asInt()).isEqualTo(1);
    assertThat(line.path("params").asInt()).isEqualTo(170_234);
    assertThat(line.path("median_ms").asDouble())
        .isGreaterThanOrEqualTo(line.path("min_ms").asDouble())
        .isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "infer"})
  void pathsAndPlainNetworksAreTheSameNetworks(String phase) {
    ObjectNode path = oneShot(SupernetPathSteps::prepare, phase);
    ObjectNode resident = oneShot(ResidentPathSteps::prepare, phase);

    assertThat(path.path("params").asLong()).isEqualTo(resident.path("params").asLong());
    assertThat(path.path("median_ms").asDouble()).isPositive();
    assertThat(resident.path("median_ms").asDouble()).isPositive();
  }

  private static ObjectNode oneShot(
      BiFunction<OneShotSettings, NetworkArguments, NetworkWorkload.Prepared> source,
      String phase) {
    return new NetworkWorkload(given -> source.apply(SMALL, given))
        .run(List.of(phase, "3", "4", "1"));
  }

  @Test
  void everyStepWalksAnotherPathAndTheSameOneAgain() {
    OneShotPaths paths = new OneShotPaths(OneShotSettings.imageNet());
    Set<Network> drawn =
        IntStream.range(-20, 20).mapToObj(paths::path).collect(java.util.stream.Collectors.toSet());

    assertThat(drawn).hasSize(40).contains(paths.path(7));
  }

  @Test
  void refusesArgumentsThatDoNotFit() {
    assertThatThrownBy(() -> plain.run(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("PHASE is missing");
    assertThatThrownBy(() -> plain.run(List.of("learn", "2")))
        .hasMessage("PHASE = learn, but must be train or infer");
    assertThatThrownBy(() -> plain.run(List.of("train"))).hasMessage("BATCH is missing");
    assertThatThrownBy(() -> plain.run(List.of("train", "64", "9", "0")))
        .hasMessageContaining("THREADS = 0");
  }
}
