package org.sparknas.supernet.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.BlockBuilder;
import org.sparknas.supernet.architecture.Convolution;
import org.sparknas.supernet.architecture.ParameterShape;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.kernel.Matrix;
import org.sparknas.supernet.module.BlockModules;
import org.sparknas.supernet.module.ModuleGraph;
import org.sparknas.supernet.module.Parameter;

class PartPhasesTest {

  /** Blocks behind each other on 2×2 pixels, each as wide as it is said. */
  private static ModuleGraph blocks(int... widths) {
    Shape shape = new Shape(2, 2, 1);
    ModuleGraph.Builder graph = new ModuleGraph.Builder(shape);
    int value = 0;
    for (int width : widths) {
      Block block = pointwise("block" + value, shape, width);
      value = graph.add(BlockModules.of(block, PartPhasesTest::zeros), value);
      shape = block.output();
    }
    return graph.build();
  }

  private static Block pointwise(String name, Shape input, int width) {
    BlockBuilder builder = new BlockBuilder(name, input);
    builder.add("convolution", Convolution.pointwise(input.channels(), width, false), 0);
    return builder.build();
  }

  private static Parameter zeros(ParameterShape shape) {
    return new Parameter(shape, Matrix.allocate(DataType.FLOAT, shape.rows(), shape.columns()));
  }

  /** Part 0 holds the graph's input alone. */
  private static List<Integer> phasesOfBlocks(int... widths) {
    int[] phases = PartPhases.of(blocks(widths));
    return Arrays.stream(phases).skip(1).map(phase -> phase - phases[1]).boxed().toList();
  }

  @Test
  void blocksOfLikeSizeShareAPhase() {
    assertThat(phasesOfBlocks(8, 8, 5, 4)).containsExactly(0, 0, 0, 0);
  }

  @Test
  void aPhaseEndsWhereTheLargestOfItIsMoreThanTwiceTheLeast() {
    assertThat(phasesOfBlocks(8, 4, 3, 6, 7)).containsExactly(0, 0, 1, 1, 2);
    assertThat(phasesOfBlocks(3, 6, 7, 3)).containsExactly(0, 0, 1, 2);
  }
}
