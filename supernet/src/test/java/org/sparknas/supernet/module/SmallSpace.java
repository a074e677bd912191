package org.sparknas.supernet.module;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.oneshot.OneShotHead;
import org.sparknas.supernet.oneshot.OneShotInitialization;
import org.sparknas.supernet.oneshot.OneShotLayout;
import org.sparknas.supernet.oneshot.OneShotSettings;
import org.sparknas.supernet.oneshot.OneShotSpace;

/** A OneShot space of three choice blocks, four operations and three widths, to train in tests. */
public final class SmallSpace {

  public static final int CLASSES = 4;
  public static final int IMAGES = 6;

  public static final OneShotSpace SPACE =
      new OneShotSpace(
          new OneShotSettings(
              new Shape(6, 5, 2),
              CLASSES,
              new OneShotLayout(List.of(6, 10), List.of(1, 2), List.of(1, 2), 4, 1, 7),
              true,
              OneShotHead.AFTER_POOLING,
              List.of(0.4, 1.0, 1.6),
              0.2));

  public static final Supernet SUPERNET = new Supernet(SPACE);

  private SmallSpace() {}

  /** A path; neighbouring numbers differ in operations and in widths. */
  public static Network path(int number) {
    return architecture(number).network();
  }

  public static Architecture architecture(int number) {
    Random random = new Random(number);
    IntStream operations = IntStream.range(0, 3).map(i -> random.nextInt(4));
    IntStream widths = IntStream.range(0, 3).map(i -> random.nextInt(3));
    return SPACE.architecture(Stream.of(operations, widths).flatMap(IntStream::boxed).toList());
  }

  public static float[] values() {
    return SUPERNET.initialValues(new OneShotInitialization(), 1);
  }

  /** Numbers that no computation leaves by chance, to see what is overwritten. */
  public static float[] noise(int length, long seed) {
    Random random = new Random(seed);
    float[] noise = new float[length];
    for (int i = 0; i < length; i++) {
      noise[i] = (float) random.nextDouble(0.01, 0.02);
    }
    return noise;
  }

  public static FeatureMap images(long seed) {
    return new TestParameters(seed, DataType.FLOAT).images(IMAGES, 6, 5, 2);
  }

  public static int[] labels(long seed) {
    return new Random(seed).ints(IMAGES, 0, CLASSES).toArray();
  }
}
