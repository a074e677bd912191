package org.sparknas.supernet.tfnas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.cost.LatencyCurve;
import org.sparknas.supernet.cost.LatencyTable;
import org.sparknas.supernet.cost.PublishedFigures;

class ElasticityScalingTest {
  private static final TfnasSpace SPACE = new TfnasSpace(TfnasSettings.imageNet());

  /** Sums of the same numbers, of which the test's are rounded to 15 digits. */
  private static final double ROUNDING = 1e-9;

  @Test
  void everyPublishedCaseGivesTheSameWidthsTraceAndLatency() throws IOException {
    JsonNode cases =
        new ObjectMapper()
            .readTree(PublishedFigures.read("tfnas/elasticity_test_vectors.json"))
            .path("cases");
    assertThat(cases).hasSizeGreaterThan(20);
    for (JsonNode each : cases) {
      assertCase(each);
    }
  }

  private static void assertCase(JsonNode vector) throws IOException {
    String name = vector.path("name").asText() + " " + vector.path("target_ms");
    Architecture start = start(vector);
    List<Integer> kept = kept(vector);
    TfnasLatency latency =
        new TfnasLatency(SPACE, PublishedTables.named(vector.path("device").asText()));
    double target = vector.path("target_ms").asDouble();

    ElasticityScaling.Result result = new ElasticityScaling(latency, target).scale(start);

    List<Integer> widths = SPACE.widths(result.architecture());
    assertThat(kept.stream().map(widths::get)).as(name).isEqualTo(integers(vector, "end_widths"));
    List<Double> trace = new ArrayList<>(List.of(result.before()));
    result.passes().forEach(pass -> trace.add(pass.latency()));
    assertThat(trace).as(name).hasSize(vector.path("trace").size());
    for (int i = 0; i < trace.size(); i++) {
      JsonNode expected = vector.path("trace").path(i);
      assertThat(trace.get(i)).as(name).isCloseTo(expected.path(1).asDouble(), within(ROUNDING));
      if (i > 0) {
        ElasticityScaling.Pass pass = result.passes().get(i - 1);
        assertThat(pass.firstStage() + "-" + pass.lastStage()).isEqualTo(expected.path(0).asText());
      }
    }
    double end = vector.path("end_latency_ms").asDouble();
    assertThat(result.latency()).as(name).isCloseTo(end, within(ROUNDING));
    assertThat(result.latency())
        .as(name)
        .isCloseTo(latency.of(result.architecture()), within(ROUNDING));
    assertThat(result.targetMet()).as(name).isEqualTo(end <= target);
    assertThat(SPACE.operations(result.architecture())).isEqualTo(SPACE.operations(start));
    assertThat(SPACE.depths(result.architecture())).isEqualTo(SPACE.depths(start));
  }

  private static int place(JsonNode operation) {
    int stage = Integer.parseInt(operation.path(0).asText().substring("stage".length()));
    return SPACE.stages().stream().limit(stage - 1).mapToInt(List::size).sum()
        + operation.path(1).asInt()
        - 1;
  }

  private static List<Integer> kept(JsonNode vector) {
    List<Integer> places = new ArrayList<>();
    vector.path("ops").forEach(operation -> places.add(place(operation)));
    return places;
  }

  private static Architecture start(JsonNode vector) {
    List<Integer> operations = new ArrayList<>(Collections.nCopies(18, 0));
    List<Integer> widths = new ArrayList<>(SPACE.widths(SPACE.uniform(0)));
    Map<String, Integer> depths = new HashMap<>();
    List<Integer> given = integers(vector, "start_widths");
    for (int i = 0; i < given.size(); i++) {
      JsonNode operation = vector.path("ops").path(i);
      operations.set(place(operation), operation.path(2).asInt());
      widths.set(place(operation), given.get(i));
      depths.merge(operation.path(0).asText(), operation.path(1).asInt(), Math::max);
    }
    return SPACE.architecture(
        operations,
        widths,
        IntStream.rangeClosed(1, 6).mapToObj(stage -> depths.get("stage" + stage)).toList());
  }

  private static List<Integer> integers(JsonNode vector, String name) {
    List<Integer> values = new ArrayList<>();
    vector.path(name).forEach(value -> values.add(value.asInt()));
    return values;
  }

  @Test
  void anArchitectureOnItsTargetStaysAsItIs() {
    TfnasSpace space = new TfnasSpace(TfnasSpaceTest.small(true));
    TfnasLatency latency = new TfnasLatency(space, oneMillisecondAChannel(space));
    Architecture start = space.uniform(1);

    ElasticityScaling.Result result =
        new ElasticityScaling(latency, latency.of(start)).scale(start);

    assertThat(result.architecture()).isEqualTo(start);
    assertThat(result.passes()).isEmpty();
    assertThat(result.targetMet()).isTrue();
  }

  @Test
  void aTargetBelowTheSmallestWidthsIsNotMet() {
    TfnasSpace space = new TfnasSpace(TfnasSpaceTest.small(true));
    TfnasLatency latency = new TfnasLatency(space, oneMillisecondAChannel(space));

    ElasticityScaling.Result result =
        new ElasticityScaling(latency, latency.range().least()).scale(space.uniform(1));

    assertThat(result.targetMet()).isFalse();
    assertThat(space.widths(result.architecture())).containsExactly(16, 24, 24);
    assertThat(result.latency()).isEqualTo(1 + 16 + 24 + 24);
  }

  static LatencyTable oneMillisecondAChannel(TfnasSpace space) {
    Map<String, LatencyCurve> curves = new HashMap<>();
    LatencyCurve line = new LatencyCurve(new int[] {1, 1000}, new double[] {1, 1000});
    for (SearchedBlock place : space.searchedBlocks()) {
      for (int operation = 0; operation < place.operations().size(); operation++) {
        curves.put(place.latencyKey(operation), line);
      }
    }
    return new LatencyTable("an abacus", 1, 1, curves);
  }
}
