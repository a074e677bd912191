package org.sparknas.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparknas.supernet.architecture.ActivationFunction;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.oneshot.OneShotHead;
import org.sparknas.supernet.oneshot.OneShotLayout;
import org.sparknas.supernet.oneshot.OneShotSettings;
import org.sparknas.supernet.tfnas.Expansion;
import org.sparknas.supernet.tfnas.TfnasLayout;
import org.sparknas.supernet.tfnas.TfnasSettings;
import org.sparknas.supernet.tfnas.TfnasStage;

/** The section that describes the search space. */
class SpaceConfigurationTest {
  private final WrittenConfiguration file;

  SpaceConfigurationTest(@TempDir Path folder) {
    file = new WrittenConfiguration(folder);
  }

  @Test
  void dropoutFollowsSqueezeAndExcitationUnlessSet() throws IOException {
    assertThat(oneShot(file.load("space { squeeze-excitation = false }")).dropout()).isEqualTo(0.1);
    assertThat(oneShot(file.load("space { dropout = 0.35 }")).dropout()).isEqualTo(0.35);
  }

  @Test
  void readsACustomLayout() throws IOException {
    RunConfiguration configuration =
        file.load(
            """
            space {
              layout = custom, stage-channels = [24, 48], stage-repeats = [1, 2]
              stage-strides = [1, 2], stem-channels = 8, stem-stride = 1, last-channels = 64
              head = plain
            }
            """);

    assertThat(oneShot(configuration).layout())
        .isEqualTo(new OneShotLayout(List.of(24, 48), List.of(1, 2), List.of(1, 2), 8, 1, 64));
    assertThat(oneShot(configuration).head()).isEqualTo(OneShotHead.PLAIN);
  }

  @Test
  void readsThePublishedSpacesOfTfnas() throws IOException {
    assertThat(file.load("space.name = tfnas").space())
        .isEqualTo(new SpaceConfiguration.Tfnas(TfnasSettings.imageNet()));
    assertThat(
            file.load("space { name = tfnas, layout = MobileNetV2, squeeze-excitation = false }")
                .space())
        .isEqualTo(new SpaceConfiguration.Tfnas(TfnasSettings.mobileNetV2()));
  }

  @Test
  void readsATfnasSpaceOfOnesOwn() throws IOException {
    RunConfiguration configuration =
        file.load(
            """
            space {
              name = tfnas, layout = custom, stage-channels = [8, 4], stage-repeats = [2, 1]
              stage-strides = [1, 2], stem-channels = 6, stem-stride = 1, last-channels = 32
              image-size = 32, image-channels = 1, classes = 7, dropout = 0.25
              tfnas {
                first-channels = 5, activation = relu6, kernels = [7], expansions = [4]
                smallest-widths = [1.5], largest-widths = [4.5], squeezed-channels = [0.5]
              }
            }
            """);
    ActivationFunction relu6 = ActivationFunction.RELU6;

    assertThat(configuration.space())
        .isEqualTo(
            new SpaceConfiguration.Tfnas(
                new TfnasSettings(
                    new Shape(32, 32, 1),
                    7,
                    new TfnasLayout(
                        6,
                        1,
                        relu6,
                        5,
                        List.of(new TfnasStage(8, 2, 1, relu6), new TfnasStage(4, 1, 2, relu6)),
                        32,
                        relu6),
                    List.of(7),
                    List.of(new Expansion(4, 1.5, 4.5, 0.5)),
                    true,
                    0.25)));
    assertThat(configuration.training().channelWarmUp().enabled()).isFalse();
    assertThat(file.load(configuration.text()).space()).isEqualTo(configuration.space());
  }

  @Test
  void aHeadThatNeedsSqueezeAndExcitationIsRefusedWithoutIt() {
    assertThat(file.problems("space { squeeze-excitation = false, head = squeeze-excitation }"))
        .isEqualTo(
            "space.head: \"squeeze-excitation\" in "
                + file.path()
                + " line 1; must be after-pooling or plain where space.squeeze-excitation is"
                + " false");
  }

  private static OneShotSettings oneShot(RunConfiguration configuration) {
    return ((SpaceConfiguration.OneShot) configuration.space()).settings();
  }
}
