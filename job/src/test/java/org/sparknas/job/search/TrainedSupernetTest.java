package org.sparknas.job.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparknas.job.cli.CommandLineRun;
import org.sparknas.job.config.ConfigurationException;
import org.sparknas.job.config.RunConfiguration;
import org.sparknas.job.data.DataSets;
import org.sparknas.job.store.RunFolder;
import org.sparknas.job.store.SupernetFile;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.ArchitectureFile;
import org.sparknas.supernet.module.ParameterLayout;
import org.sparknas.supernet.tfnas.TfnasSpace;
import org.sparknas.supernet.tfnas.TrainedWidths;
import org.sparknas.supernet.tfnas.TrainedWidths.Range;

class TrainedSupernetTest {
  private static final String NARROWEST_NEVER_DRAWN =
      """
      space {
        layout = custom, stage-channels = [8, 16], stage-repeats = [1, 1], scales = [0.6, 1.0, 1.4]
        stem-channels = 4, image-size = 8, classes = 4
      }
      data {
        format = generated, generated { train-size = 40, test-size = 8 }
        validation-images = 8, calibration-images = 8
      }
      training {
        epochs = 3, learning-rate-warm-up-epochs = 0
        channel-warm-up { start-epoch = 1, lowest-scales = [1.0] }
      }
      """;

  /** Blocks of 6 inputs, so operations have from 12 to 24, or 24 to 48 channels. */
  private static final String TFNAS =
      NARROWEST_NEVER_DRAWN
          .replace("scales = [0.6, 1.0, 1.4]", "")
          .replace("[8, 16], stage-repeats = [1, 1]", "[6, 6], stage-repeats = [2, 1]")
          .replace("space {", "space { name = tfnas, tfnas.first-channels = 6");

  @TempDir private Path folder;
  private TrainedSupernet trained;
  private RunFolder run;

  @BeforeEach
  void writeWeights() throws IOException {
    trained = configured(NARROWEST_NEVER_DRAWN);
    run = RunFolder.of(folder.toString());
    trained.of(weights()).write(run.supernet());
  }

  private TrainedSupernet configured(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("my.conf"), text);
    RunConfiguration configuration = RunConfiguration.load(file.toString(), List.of());
    return new TrainedSupernet(
        configuration, configuration.space().space(), DataSets.load(configuration));
  }

  private float[] weights() {
    return new float[ParameterLayout.widest(trained.space().blocks()).length()];
  }

  @Test
  void architecturesOfTrainedWidthsMayBeScored() throws IOException {
    assertThat(trained.toScore(run, "--supernet: a", List.of(ofWidths(1, 2))).values())
        .isNotEmpty();
  }

  @Test
  void aWidthThatWasNeverDrawnIsRefused() {
    List<Architecture> architectures = List.of(ofWidths(1, 2), ofWidths(2, 0));

    assertThatThrownBy(() -> trained.toScore(run, "--supernet: a", architectures))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "--supernet: a was trained on 1.0, 1.4 of stage2.block1.width; architecture 2 has 0.6");
  }

  @Test
  void scoreEndsWithTwoBeforeItStarts() throws IOException {
    Path genes =
        Files.writeString(folder.resolve("genes.csv"), "blocks,channels\n0 0,1 2\n0 0,2 0\n");

    CommandLineRun score =
        CommandLineRun.of(
            "score",
            folder.resolve("my.conf").toString(),
            "--supernet",
            folder.toString(),
            "--genes",
            genes.toString());

    assertThat(score.exit()).isEqualTo(2);
    assertThat(score.err()).contains("stage2.block1.width; architecture 2 has 0.6");
    assertThat(score.out()).isEmpty();
  }

  /** Half of 8 channels times 0.6 and 0.7, cut, are 2 both; of 16 they are 4 and 5. */
  @Test
  void aScaleOfATrainedWidthIsTrained() throws IOException {
    trained =
        configured(
            NARROWEST_NEVER_DRAWN
                .replace("[0.6, 1.0, 1.4]", "[0.6, 0.7, 1.4]")
                .replace("lowest-scales = [1.0]", "lowest-scales = [0.7]"));
    trained.of(weights()).write(run.supernet());

    assertThat(trained.toScore(run, "--supernet: a", List.of(ofWidths(0, 1))).values())
        .isNotEmpty();
    assertThatThrownBy(() -> trained.toScore(run, "--supernet: a", List.of(ofWidths(1, 0))))
        .hasMessageEndingWith("stage2.block1.width; architecture 1 has 0.6");
  }

  private void writeDifferentiable(Map<String, Range> ranges, Map<String, Integer> derived)
      throws IOException {
    trained = configured(TFNAS);
    trained.of(weights(), new TrainedWidths(ranges, derived)).write(run.supernet());
  }

  private Architecture tfnas(int depth, int... widths) {
    return ((TfnasSpace) trained.space())
        .architecture(List.of(0, 0, 0), IntStream.of(widths).boxed().toList(), List.of(depth, 1));
  }

  @Test
  void ofADifferentiableSearchTrainedWidthsAndTheDerivedArchitectureMayBeScored()
      throws IOException {
    writeDifferentiable(
        Map.of("stage1.block1.k3e3", new Range(14, 18), "stage2.block1.k3e3", new Range(18, 18)),
        Map.of("stage1.block1.k3e3", 20, "stage2.block1.k3e3", 17));

    assertThat(
            trained
                .toScore(run, "--supernet: a", List.of(tfnas(1, 16, 12, 18), tfnas(1, 20, 24, 17)))
                .header()
                .trainedWidths()
                .orElseThrow()
                .derived())
        .containsEntry("stage1.block1.k3e3", 20);
  }

  @Test
  void ofADifferentiableSearchOtherWidthsAreRefused() throws IOException {
    writeDifferentiable(
        Map.of("stage1.block1.k3e3", new Range(14, 18), "stage2.block1.k3e3", new Range(18, 18)),
        Map.of("stage1.block1.k3e3", 15, "stage2.block1.k3e3", 17));

    assertThatThrownBy(
            () ->
                trained.toScore(
                    run, "--supernet: a", List.of(tfnas(1, 15, 12, 18), tfnas(1, 19, 12, 18))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "--supernet: a was trained on widths from 14 to 18 of stage1.block1.k3e3;"
                + " architecture 2 has 19");
    assertThatThrownBy(() -> trained.toScore(run, "--supernet: a", List.of(tfnas(2, 15, 18, 18))))
        .hasMessage(
            "--supernet: a was trained on no width of stage1.block2.k3e3; architecture 1 has 18");
  }

  @Test
  void scoreRefusesAnUntrainedWidthBeforeItStarts() throws IOException {
    writeDifferentiable(Map.of("stage1.block1.k3e3", new Range(14, 18)), Map.of());
    Path architecture =
        Files.writeString(
            folder.resolve("wide.json"), ArchitectureFile.write(tfnas(1, 19, 12, 18)));

    CommandLineRun score =
        CommandLineRun.of(
            "score",
            folder.resolve("my.conf").toString(),
            "--supernet",
            folder.toString(),
            "--architecture",
            architecture.toString());

    assertThat(score.exit()).isEqualTo(2);
    assertThat(score.err()).contains("widths from 14 to 18 of stage1.block1.k3e3");
    assertThat(score.out()).isEmpty();
  }

  @Test
  void ofADifferentiableSearchWhoseWidthsAreDamagedNothingIsScored() throws IOException {
    writeDifferentiable(Map.of(), Map.of());
    SupernetFile file = SupernetFile.read(run.supernet());
    file.header().training().put("widths", "many");
    file.write(run.supernet());

    assertThatThrownBy(() -> trained.toScore(run, "--supernet: a", List.of(tfnas(1, 18, 18, 18))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("--supernet: a is damaged: the widths that its search trained: ");
  }

  @Test
  void ofADifferentiableSearchThatKeptNoWidthsNothingIsScored() throws IOException {
    writeDifferentiable(Map.of(), Map.of());
    SupernetFile file = SupernetFile.read(run.supernet());
    file.header().training().remove("widths");
    file.write(run.supernet());

    assertThatThrownBy(() -> trained.toScore(run, "--supernet: a", List.of(tfnas(1, 18, 18, 18))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("--supernet: a does not say which widths its search trained");
  }

  private Architecture ofWidths(int first, int second) {
    return trained.space().architecture(List.of(0, 0, first, second));
  }
}
