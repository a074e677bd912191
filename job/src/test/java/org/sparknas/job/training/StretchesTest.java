package org.sparknas.job.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.module.ParameterLayout;
import org.sparknas.supernet.module.Supernet;
import org.sparknas.supernet.oneshot.OneShotSpace;

/** Against the copying of layouts, for paths in an order that is not the supernet's. */
class StretchesTest {
  private static final int BEFORE = 3;

  private final Supernet supernet = new Supernet(new OneShotSpace(SmallPaths.settings(0)));
  private final ParameterLayout wide = supernet.layout();
  private final ParameterLayout narrow = supernet.touchedBy(paths());
  private final Stretches stretches = Stretches.of(wide, narrow);

  private List<Architecture> paths() {
    List<Architecture> paths = new ArrayList<>();
    for (int step = 0; step < 3; step++) {
      paths.add(SmallPaths.sampler(supernet).path(0, step));
    }
    Collections.reverse(paths);
    return paths;
  }

  @Test
  void gathersAsLayoutsDo() {
    float[] values = numbers(wide.length(), 1);

    assertThat(stretches.gather(view(values))).isEqualTo(wide.gather(values, narrow));
    assertThat(narrow.length()).isLessThan(wide.length());
  }

  @Test
  void scattersAsLayoutsDoAndWritesNothingElse() {
    float[] part = numbers(narrow.length(), -1);
    float[] expected = numbers(wide.length(), 1);
    INDArray whole = around(expected);

    NativeVector vector = new NativeVector(part(whole));
    stretches.scatter(part, vector);
    vector.written();

    wide.scatter(part, narrow, expected);
    assertThat(whole.toFloatVector()).isEqualTo(around(expected).toFloatVector());
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stretches.gather(view(new float[5])))
        .withMessage("a vector of 5 elements is not one of a layout of " + wide.length());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stretches.scatter(new float[1], view(new float[wide.length()])))
        .withMessageStartingWith("1 elements do not fill stretches of " + narrow.length());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NativeVector(Nd4j.createFromArray(1.0, 2.0)))
        .withMessage("the network's data type is DOUBLE, but only FLOAT can be averaged");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NativeVector(Nd4j.zeros(3, 2).getColumn(0)))
        .withMessage("the elements of a vector are 2 apart, but must follow one another");
  }

  /** A view into a longer vector, as a graph's may be. */
  private static NativeVector view(float[] values) {
    return new NativeVector(part(around(values)));
  }

  private static INDArray around(float[] values) {
    float[] longer = new float[values.length + 2 * BEFORE];
    System.arraycopy(values, 0, longer, BEFORE, values.length);
    return Nd4j.createFromArray(longer);
  }

  private static INDArray part(INDArray longer) {
    return longer.get(NDArrayIndex.interval(BEFORE, longer.length() - BEFORE));
  }

  private static float[] numbers(int count, int step) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = step * (i + 1);
    }
    return numbers;
  }
}
