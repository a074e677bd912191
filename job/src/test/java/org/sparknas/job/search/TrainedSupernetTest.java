package org.sparknas.job.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparknas.job.cli.CommandLineRun;
import org.sparknas.job.config.ConfigurationException;
import org.sparknas.job.config.RunConfiguration;
import org.sparknas.job.data.DataSets;
import org.sparknas.job.store.RunFolder;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.SearchSpace;
import org.sparknas.supernet.module.ParameterLayout;

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

  @TempDir private Path folder;
  private TrainedSupernet trained;
  private RunFolder run;

  @BeforeEach
  void writeWeights() throws IOException {
    Path file = Files.writeString(folder.resolve("my.conf"), NARROWEST_NEVER_DRAWN);
    RunConfiguration configuration = RunConfiguration.load(file.toString(), List.of());
    SearchSpace space = configuration.space().space();
    trained = new TrainedSupernet(configuration, space, DataSets.load(configuration));
    run = RunFolder.of(folder.toString());
    float[] weights = new float[ParameterLayout.widest(space.blocks()).length()];
    trained.of(weights).write(run.supernet());
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

  private Architecture ofWidths(int first, int second) {
    return trained.space().architecture(List.of(0, 0, first, second));
  }
}
