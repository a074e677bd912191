package org.sparknas.supernet.tfnas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.ArchitectureFile;
import org.sparknas.supernet.architecture.ParameterRole;
import org.sparknas.supernet.cost.Count;
import org.sparknas.supernet.cost.Counter;
import org.sparknas.supernet.cost.CountingConvention;
import org.sparknas.supernet.cost.PublishedFigures;
import org.sparknas.supernet.cost.SupernetParameters;

class PublishedTfnasTest {
  private static final TfnasSpace SPACE = new TfnasSpace(TfnasSettings.imageNet());
  private static final TfnasSpace HUNDRED_CLASSES =
      new TfnasSpace(TfnasSettings.imageNet().withClasses(100));

  private static Count count(Architecture architecture) {
    return new Counter(CountingConvention.tfnas()).of(architecture.network()).total();
  }

  @Test
  void tfNasAHasItsPublishedCounts() {
    Count count = count(PublishedTfnas.tfNasA(SPACE));

    assertThat(count.parameters()).isEqualTo(8_757_527);
    assertThat(count.macs()).isEqualTo(456_747_736);
  }

  @Test
  void everySpaceWithThePapersOutlineAndOperationsKnowsTfNasA() {
    assertThat(SPACE.published())
        .containsExactly(Map.entry("TF-NAS-A", PublishedTfnas.tfNasA(SPACE)));
    assertThat(HUNDRED_CLASSES.published()).containsOnlyKeys("TF-NAS-A");
    assertThat(new TfnasSpace(TfnasSettings.mobileNetV2()).published()).isEmpty();
  }

  @ParameterizedTest(name = "operation {0} everywhere")
  @CsvSource({"1, 4816272, 434.8132", "7, 10501712, 477.4386"})
  void uniformNetworksHaveTheirPublishedCounts(int operation, double parameters, double millions) {
    Count count = count(SPACE.uniform(operation));

    assertThat(count.parameters()).isEqualTo(parameters);
    // The published figure has four decimals.
    assertThat(Math.round(count.macs() / 100.0) / 1e4).isEqualTo(millions);
  }

  @Test
  void theSupernetHasItsPublishedParametersAtTheLargestAndAtTheInitialWidths() {
    long largest =
        SupernetParameters.count(HUNDRED_CLASSES, ParameterRole.WEIGHT, ParameterRole.BIAS);
    long tooMuch = 0;
    for (SearchedBlock place : HUNDRED_CLASSES.searchedBlocks()) {
      for (int operation = 0; operation < place.operations().size(); operation++) {
        tooMuch += weights(place, operation, place.largestWidth(operation));
        tooMuch -= weights(place, operation, place.initialWidth(operation));
      }
    }

    assertThat(largest).isEqualTo(44_210_460);
    assertThat(largest - tooMuch).isEqualTo(33_295_404);
  }

  private static long weights(SearchedBlock place, int operation, int width) {
    return place.block(operation, width).parameters().stream()
        .filter(parameter -> parameter.role() != ParameterRole.NORM)
        .mapToLong(parameter -> parameter.size())
        .sum();
  }

  @Test
  void eighteenBlocksChooseAmongEightOperationsAndSixStagesAmongEighteenDepths() {
    assertThat(SPACE.searchedBlocks().stream().mapToInt(block -> block.operations().size()).sum())
        .isEqualTo(144);
    assertThat(SPACE.stages().stream().mapToInt(List::size).sum()).isEqualTo(18);
  }

  @Test
  void tfNasAIsTheOneInThePublishedFile() throws IOException {
    JsonNode file = new ObjectMapper().readTree(PublishedFigures.read("tfnas/TF-NAS-A.json"));
    List<Integer> operations = new ArrayList<>();
    List<Integer> widths = new ArrayList<>();
    for (JsonNode block : file.path("blocks")) {
      SearchedBlock place = SPACE.searchedBlocks().get(operations.size());
      int operation = block.path("op").asInt();
      assertThat(place.latencyKey(operation))
          .isEqualTo(
              "MBInvertedResBlock_%d_%d_%d_%d_k%d_s%d_%s",
              place.input().height(),
              block.path("in").asInt(),
              block.path("se").asInt(),
              block.path("out").asInt(),
              block.path("kernel").asInt(),
              block.path("stride").asInt(),
              block.path("act").asText());
      operations.add(operation);
      widths.add(block.path("mid").asInt());
    }

    assertThat(SPACE.architecture(operations, widths, List.of(2, 3, 4, 4, 4, 1)))
        .isEqualTo(PublishedTfnas.tfNasA(SPACE));
  }

  @Test
  void anArchitectureFileHoldsTfNasA() {
    Architecture published = PublishedTfnas.tfNasA(SPACE);
    String file = ArchitectureFile.write(published);

    assertThat(file)
        .contains("\"stage1.block1.operation\" : \"k3e6se\"")
        .contains("\"stage1.block1.width\" : \"83\"")
        .contains("\"stage5.depth\" : \"4\"")
        .doesNotContain("stage6.depth");
    assertThat(ArchitectureFile.read(file, SPACE)).isEqualTo(published);
  }
}
