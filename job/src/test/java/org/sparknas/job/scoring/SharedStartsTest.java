package org.sparknas.job.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.BlockBuilder;
import org.sparknas.supernet.architecture.Convolution;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Kernels;

/** Networks of blocks named by digits; running a block appends its digit to a number. */
class SharedStartsTest {
  private static final Shape SHAPE = new Shape(1, 1, 1);

  /** Notes what is run, and adds up the numbers of the blocks that each network went through. */
  private static final class Notes implements SharedStarts.Computation {
    private final List<String> runs = new ArrayList<>();
    private final TreeMap<Integer, Double> outputs = new TreeMap<>();
    private final Set<String> unshared;
    private final FeatureMap output = FeatureMap.allocate(DataType.FLOAT, 1, 1, 1, 1);

    Notes(String... unshared) {
      this.unshared = Set.of(unshared);
    }

    @Override
    public boolean mayShare(int network, int other, Block block) {
      return !unshared.contains(block.name());
    }

    @Override
    public FeatureMap run(List<Integer> networks, Network blocks, FeatureMap input) {
      List<String> names = blocks.blocks().stream().map(Block::name).toList();
      runs.add(networks + " " + String.join(" ", names));
      double sum = input.matrix().values()[0];
      for (String name : names) {
        sum = 10 * sum + Integer.parseInt(name);
      }
      output.matrix().assign(new double[] {sum});
      return output;
    }

    @Override
    public void finish(int network, FeatureMap last) {
      outputs.put(network, last.matrix().values()[0]);
    }
  }

  private static Network network(String... blocks) {
    return Network.chain(List.of(blocks).stream().map(SharedStartsTest::block).toList());
  }

  private static Block block(String name) {
    BlockBuilder builder = new BlockBuilder(name, SHAPE);
    builder.add("convolution", Convolution.pointwise(1, 1, false), 0);
    return builder.build();
  }

  private static Notes run(Notes notes, Network... networks) {
    FeatureMap input = FeatureMap.allocate(DataType.FLOAT, 1, 1, 1, 1);
    input.matrix().assign(new double[] {0});
    try (SharedStarts starts = new SharedStarts(Kernels.ofBackend())) {
      starts.run(List.of(networks), input, notes);
    }
    return notes;
  }

  @Test
  void whatNetworksBeginWithIsComputedOnce() {
    Notes notes =
        run(
            new Notes(),
            network("1", "2", "3", "4"),
            network("1", "5", "3", "4"),
            network("1", "2", "6", "4"));

    assertThat(notes.runs)
        .containsExactly("[0, 1, 2] 1", "[0, 2] 2", "[0] 3 4", "[2] 6 4", "[1] 5", "[1] 3 4");
    assertThat(notes.outputs.values()).containsExactly(1234.0, 1534.0, 1264.0);
  }

  @Test
  void theSameBlockBehindAnotherIsNotShared() {
    Notes notes = run(new Notes(), network("1", "2", "3"), network("4", "2", "3"));

    assertThat(notes.runs).containsExactly("[0] 1", "[0] 2", "[0] 3", "[1] 4", "[1] 2", "[1] 3");
    assertThat(notes.outputs.values()).containsExactly(123.0, 423.0);
  }

  @Test
  void blocksThatMayNotBeSharedAreComputedForEach() {
    Notes notes = run(new Notes("2"), network("1", "2", "3"), network("1", "2", "4"));

    assertThat(notes.runs).containsExactly("[0, 1] 1", "[0] 2", "[0] 3", "[1] 2", "[1] 4");
  }

  @Test
  void shortNetworksRunWhole() {
    Notes notes = run(new Notes(), network("1", "2"), network("1", "2", "3"));

    assertThat(notes.runs).containsExactly("[0] 1 2", "[1] 1", "[1] 2", "[1] 3");
  }
}
