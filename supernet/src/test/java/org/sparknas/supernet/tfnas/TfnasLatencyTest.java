package org.sparknas.supernet.tfnas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sparknas.supernet.cost.LatencyCurve;
import org.sparknas.supernet.cost.LatencyTable;

class TfnasLatencyTest {
  private static final TfnasSpace SPACE = new TfnasSpace(TfnasSpaceTest.small(true));
  private static final LatencyTable TABLE = ElasticityScalingTest.oneMillisecondAChannel(SPACE);

  /** The first block with expansion 3: 4 input channels, widths from 8 to 16. */
  private static final String KEY = "MBInvertedResBlock_16_4_4_6_k3_s2_relu";

  private static LatencyTable with(LatencyCurve curve) {
    Map<String, LatencyCurve> curves = new HashMap<>(TABLE.curves());
    curves.put(KEY, curve);
    return new LatencyTable("an abacus", 1, 1, curves);
  }

  @Test
  void keysThatTheTableLacksAreAllNamed() {
    Map<String, LatencyCurve> curves = new HashMap<>(TABLE.curves());
    curves.remove(KEY);
    curves.remove("MBInvertedResBlock_8_6_12_10_k5_s2_relu");
    LatencyTable table = new LatencyTable("an abacus", 1, 1, curves);

    assertThatThrownBy(() -> new TfnasLatency(SPACE, table))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the table lacks 2 keys of the space: %s, MBInvertedResBlock_8_6_12_10_k5_s2_relu"
                .formatted(KEY));
  }

  @Test
  void negativeTimesAreRefusedWithinTheAllowedWidthsOnly() {
    LatencyTable outside =
        with(new LatencyCurve(new int[] {1, 7, 8, 20}, new double[] {-1, -1, 0, 1}));
    LatencyTable inside =
        with(new LatencyCurve(new int[] {1, 8, 10, 12, 20}, new double[] {0, 1, -0.5, 1, 2}));

    assertThat(new TfnasLatency(SPACE, outside).range().least()).isEqualTo(1 + 0 + 12);
    assertThatThrownBy(() -> new TfnasLatency(SPACE, inside))
        .hasMessage(
            "'%s' is -0.5 at width 10; must be 0 or more milliseconds from width 8 to 16"
                .formatted(KEY));
  }

  @Test
  void timesThatAreNoNumbersAreRefusedWithinTheAllowedWidths() {
    double infinite = Double.POSITIVE_INFINITY;
    LatencyTable inside =
        with(new LatencyCurve(new int[] {8, 12, 16}, new double[] {1, infinite, 2}));

    assertThatThrownBy(() -> new TfnasLatency(SPACE, inside))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + KEY + "' is Infinity at width")
        .hasMessageContaining("from width 8 to 16");
  }

  @Test
  void widthsWithoutATimeAreRefused() {
    LatencyTable narrow = with(new LatencyCurve(new int[] {9, 16}, new double[] {1, 2}));

    assertThatThrownBy(() -> new TfnasLatency(SPACE, narrow))
        .hasMessage("'%s' has times from width 9 to 16; must be from 8 to 16".formatted(KEY));
  }
}
