package org.sparknas.supernet.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparknas.supernet.architecture.BatchNorm;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.BlockBuilder;
import org.sparknas.supernet.architecture.Convolution;
import org.sparknas.supernet.architecture.ParameterRole;
import org.sparknas.supernet.architecture.Shape;

/** Places in a flat vector, and prefixes copied between vectors of different widths. */
class ParameterLayoutTest {

  private final ParameterLayout wide = ParameterLayout.widest(List.of(block("a", 2, 4)));
  private final ParameterLayout narrow = ParameterLayout.widest(List.of(block("a", 1, 3)));

  /** A linear map with a batch norm behind it: weight [in, out], bias, gamma and beta [1, out]. */
  private static Block block(String name, int in, int out) {
    BlockBuilder builder = new BlockBuilder(name, new Shape(2, 2, in));
    int mapped = builder.add("map", Convolution.pointwise(in, out, true), 0);
    builder.add("norm", new BatchNorm(out), mapped);
    return builder.build();
  }

  private static float[] counting(int length, int from) {
    float[] vector = new float[length];
    for (int i = 0; i < length; i++) {
      vector[i] = from + i;
    }
    return vector;
  }

  @Test
  void putsParametersOfABlockTogetherAndThoseThatDecayFirst() {
    ParameterLayout layout =
        ParameterLayout.widest(List.of(block("a", 2, 3), block("b", 1, 2), block("a", 1, 4)));

    assertThat(layout.length()).isEqualTo(2 * 4 + 3 * 4 + 2 + 3 * 2);
    assertThat(layout.region("a")).isEqualTo(new ParameterLayout.Region(0, 20));
    assertThat(layout.region("b")).isEqualTo(new ParameterLayout.Region(20, 8));
    assertThat(layout.slot("a.map.weight").offset()).isZero();
    assertThat(layout.slot("a.map.weight").shape().rows()).isEqualTo(2);
    assertThat(layout.slot("a.map.weight").shape().columns()).isEqualTo(4);
    assertThat(layout.slot("b.map.weight").offset()).isEqualTo(20);
    assertThat(layout.slots().stream().map(slot -> slot.shape().role()).limit(4))
        .containsExactly(
            ParameterRole.WEIGHT, ParameterRole.BIAS, ParameterRole.NORM, ParameterRole.NORM);
  }

  @Test
  void gathersPrefixesOfRowsAndColumns() {
    float[] gathered = wide.gather(counting(wide.length(), 0), narrow);

    // the weight is [2, 4], then bias, gamma and beta of 4
    assertThat(gathered).containsExactly(0, 1, 2, 8, 9, 10, 12, 13, 14, 16, 17, 18);
  }

  @Test
  void scattersBackWhereItGatheredAndNowhereElse() {
    float[] vector = counting(wide.length(), 100);
    float[] changed = counting(narrow.length(), 0);

    wide.scatter(changed, narrow, vector);

    assertThat(vector)
        .containsExactly(
            0, 1, 2, 103, 104, 105, 106, 107, 3, 4, 5, 111, 6, 7, 8, 115, 9, 10, 11, 119);
    assertThat(wide.gather(vector, narrow)).isEqualTo(changed);
  }

  @Test
  void namesTheStretchesThatANarrowerLayoutTakes() {
    List<List<Integer>> stretches = new ArrayList<>();

    wide.stretches(narrow, (offset, count) -> stretches.add(List.of(offset, count)));

    assertThat(stretches)
        .containsExactly(List.of(0, 3), List.of(8, 3), List.of(12, 3), List.of(16, 3));
  }

  @Test
  void bringsBackEveryPathOfASpaceUnchanged() {
    ParameterLayout layout = SmallSpace.SUPERNET.layout();
    float[] vector = counting(layout.length(), 0);
    for (int path = 0; path < 20; path++) {
      ParameterLayout own = ParameterLayout.widest(SmallSpace.path(path).blocks());
      float[] target = new float[layout.length()];
      float[] gathered = layout.gather(vector, own);

      layout.scatter(gathered, own, target);

      assertThat(layout.gather(target, own)).isEqualTo(gathered);
      for (int i = 0; i < target.length; i++) {
        assertThat(target[i] == 0 || target[i] == vector[i]).as("value " + i).isTrue();
      }
    }
  }

  @Test
  void knowsWhatSeveralPathsTouch() {
    ParameterLayout touched =
        SmallSpace.SUPERNET.touchedBy(
            List.of(SmallSpace.architecture(0), SmallSpace.architecture(1)));

    for (int path = 0; path < 2; path++) {
      SmallSpace.path(path)
          .parameters()
          .forEach(p -> assertThat(p.isPrefixOf(touched.slot(p.name()).shape())).isTrue());
    }
    assertThat(touched.length()).isLessThan(SmallSpace.SUPERNET.layout().length());
  }

  @Test
  void refusesWhatIsNoPrefix() {
    assertThatThrownBy(() -> narrow.gather(new float[narrow.length()], wide))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a.map.weight");
    assertThatThrownBy(() -> wide.slot("a.map.wait"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'a.map.wait'");
    assertThatThrownBy(() -> wide.region("c"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'c'");
  }
}
