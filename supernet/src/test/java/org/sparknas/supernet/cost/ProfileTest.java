package org.sparknas.supernet.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.oneshot.OneShotSpace;
import org.sparknas.supernet.oneshot.PublishedNetworks;

class ProfileTest {
  private static final Network NETWORK = PublishedNetworks.oneShotSPlus().network();

  private record Line(
      String where, String operation, boolean quantizable, double params, long mults, long adds) {}

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void everyOperationOfOneShotSPlusCountsAsRecomputed(int clip) throws IOException {
    String name = "oneshot/profile_oneshot_s_plus_recomputed_clip" + clip + ".csv";
    List<Line> expected =
        PublishedFigures.read(name)
            .lines()
            .skip(1)
            .map(line -> line.split(",", -1))
            .map(
                cells ->
                    new Line(
                        cells[0],
                        cells[1],
                        cells[2].equals("True"),
                        Double.parseDouble(cells[7]),
                        Long.parseLong(cells[8]),
                        Long.parseLong(cells[9])))
            .toList();

    Profile profile = Profile.of(NETWORK, CountingConvention.microNet(clip));

    assertThat(profile.rows().stream().map(ProfileTest::line).toList()).isEqualTo(expected);
  }

  private static Line line(Profile.Row row) {
    CountedOperation counted = row.counted();
    // The original writes the linear layers behind a pooling as 1 x 1 convolutions.
    String operation = counted.operation().replace("linear", "conv1x1");
    Count count = counted.count();
    return new Line(
        where(row.block()),
        operation,
        counted.quantizable(),
        count.parameters(),
        count.mults(),
        count.adds());
  }

  private static String where(String block) {
    if (block.equals(OneShotSpace.STEM) || block.equals(OneShotSpace.HEAD)) {
      return block;
    }
    List<String> names = NETWORK.blocks().stream().map(Block::name).toList();
    return "block" + (names.indexOf(block) - 1);
  }

  @Test
  void rowsOfEachConventionSumUpToItsTotals() {
    for (String name : CountingConvention.NAMES) {
      CountingConvention convention = CountingConvention.named(name);

      assertThat(Profile.of(NETWORK, convention).sum())
          .as(name)
          .isEqualTo(new Counter(convention).of(NETWORK));
    }
  }

  @Test
  void rowsNameBlocksAndNodesInTheOrderOfComputation() {
    List<String> places = new ArrayList<>();
    for (Profile.Row row : Profile.of(NETWORK, CountingConvention.plain()).rows()) {
      places.add(row.block() + "/" + row.node() + "/" + row.counted().operation());
    }

    assertThat(places)
        .startsWith(
            "stem/convolution/conv3x3",
            "stem/convolution.norm/batchnorm",
            "stage1.block1.snb3/project.depthwise/dwconv3x3")
        .endsWith("head/pool/gap", "head/features/linear", "head/classifier/linear");
  }
}
