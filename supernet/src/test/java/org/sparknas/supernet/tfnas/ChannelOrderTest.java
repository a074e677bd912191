package org.sparknas.supernet.tfnas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.engine.Engine;
import org.sparknas.supernet.engine.PathMemory;
import org.sparknas.supernet.kernel.Nd4jKernels;
import org.sparknas.supernet.module.ParameterLayout;

/** Ordering channels changes which ones a narrower width keeps, and nothing else. */
class ChannelOrderTest {
  private static final int WITH_EXCITATION = 3;
  private static final SearchedBlock PLACE = SmallSearch.SPACE.searchedBlocks().get(0);

  private final ParameterLayout layout = SmallSearch.SUPERNET.layout();
  private final ChannelOrder order = new ChannelOrder(PLACE, WITH_EXCITATION, layout);

  private double[] logitsAtFullWidth(float[] values) {
    Architecture widest =
        SmallSearch.SPACE.architecture(
            List.of(WITH_EXCITATION, 0, 0),
            List.of(
                PLACE.largestWidth(WITH_EXCITATION),
                SmallSearch.WIDTHS.of(1, 0),
                SmallSearch.WIDTHS.of(2, 0)),
            List.of(1, 1));
    Engine engine = new Engine(new Nd4jKernels(), DataType.DOUBLE, 1);
    PathMemory memory = new PathMemory(engine, layout);
    memory.load(widest.network(), layout, values);
    return engine
        .recalibrate(
            memory.modules(widest.network()),
            List.of(SmallSearch.images(DataType.DOUBLE)),
            Map.of())
        .output()
        .matrix()
        .values();
  }

  private static float[] withDistinctNorms() {
    float[] values = SmallSearch.values();
    for (ParameterLayout.Slot slot : SmallSearch.SUPERNET.layout().slots()) {
      for (int i = 0; slot.shape().rows() == 1 && i < slot.shape().columns(); i++) {
        values[slot.offset() + i] += 0.1f * i;
      }
    }
    return values;
  }

  @Test
  void computesTheSameAtFullWidth() {
    float[] values = withDistinctNorms();
    double[] before = logitsAtFullWidth(values);

    float[] ordered = values.clone();
    order.apply(ordered);

    assertThat(ordered).isNotEqualTo(values);
    // Sums in another order, in double.
    assertThat(logitsAtFullWidth(ordered)).containsExactly(before, within(1e-12));
  }

  @Test
  void putsTheLargestFiltersFirstAndMovesTheMomentumAlike() {
    float[] values = SmallSearch.values();
    float[] before = values.clone();
    float[] momentum = values.clone();

    int[] moved = order.apply(values, momentum);

    assertThat(momentum).isEqualTo(values);
    ParameterLayout.Slot filters =
        layout.slot(PLACE.blockName(WITH_EXCITATION) + ".depthwise.weight");
    int channels = filters.shape().columns();
    double[] sums = new double[channels];
    for (int i = 0; i < filters.shape().size(); i++) {
      sums[i % channels] -= Math.abs(values[filters.offset() + i]);
    }
    double[] rising = sums.clone();
    Arrays.sort(rising);
    assertThat(sums).containsExactly(rising);
    for (int i = 0; i < channels; i++) {
      assertThat(values[filters.offset() + i]).isEqualTo(before[filters.offset() + moved[i]]);
    }
  }
}
