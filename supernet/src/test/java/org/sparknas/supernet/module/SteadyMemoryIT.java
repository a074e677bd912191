package org.sparknas.supernet.module;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.assertj.core.api.SoftAssertions;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Kernels;

/** Training needs no more memory in its thousandth step than in those before. */
class SteadyMemoryIT {
  private static final int STEPS = 1000;

  /** Draws each of the small space's 36 blocks many times over. */
  private static final int WARM_UP = 300;

  private static final int OPERATIONS = 4;
  private static final int WIDEST = 2;

  private static final int STEPS_BETWEEN_LOOKS = 100;
  private static final long KILOBYTE = 1024;

  /**
   * What the process holds.
   *
   * @param heap bytes after a collection
   * @param pointers bytes that JavaCPP has handed out
   * @param buffers bytes of direct buffers, which JavaCPP does not count
   * @param physical bytes of the whole process
   */
  private record Memory(long heap, long pointers, long buffers, long physical) {
    static Memory now() {
      // Twice: what the first collection finds to be unreachable is given back by cleaners.
      for (int i = 0; i < 2; i++) {
        System.gc();
        System.runFinalization();
      }
      long buffers =
          ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
              .mapToLong(BufferPoolMXBean::getMemoryUsed)
              .sum();
      return new Memory(
          ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
          Pointer.totalBytes(),
          buffers,
          Pointer.physicalBytes());
    }
  }

  private final ParameterLayout layout = SmallSpace.SUPERNET.layout();
  private final float[] values = SmallSpace.values();
  private final float[] state = new float[layout.length()];
  private final PathTrainer trainer =
      new PathTrainer(
          Kernels.ofBackend(), layout, new Nesterovs(0.01, 0.9), 4e-5, new SoftmaxCrossEntropy(0));
  private final FeatureMap images = SmallSpace.images(1);
  private final int[] labels = SmallSpace.labels(1);

  private void step(int number) {
    step(number, SmallSpace.path(number));
  }

  private void step(int number, Network path) {
    trainer.train(
        new PathTrainer.Vectors(layout, values, state),
        path,
        images,
        labels,
        new PathTrainer.Step(number, 0, number));
  }

  /** Memory grows to what the largest path needs, so all that can be the largest run first. */
  private void warmUp() {
    for (int i = 0; i < OPERATIONS * OPERATIONS * OPERATIONS; i++) {
      int first = i % OPERATIONS;
      int second = i / OPERATIONS % OPERATIONS;
      int third = i / OPERATIONS / OPERATIONS;
      step(
          i,
          SmallSpace.SPACE
              .architecture(List.of(first, second, third, WIDEST, WIDEST, WIDEST))
              .network());
    }
    for (int number = 0; number < WARM_UP; number++) {
      step(number);
    }
  }

  @Test
  void aThousandStepsOnChangingPathsLeaveMemoryAsItWas() {
    warmUp();
    List<Memory> looks = new ArrayList<>();
    looks.add(Memory.now());
    for (int number = 1; number <= STEPS; number++) {
      step(WARM_UP + number);
      if (number % STEPS_BETWEEN_LOOKS == 0) {
        looks.add(Memory.now());
      }
    }

    SoftAssertions all = new SoftAssertions();
    // Not a byte: nothing is allocated, so nothing waits for a collection either.
    all.assertThat(growth(looks, Memory::pointers)).as("pointers " + looks).isLessThanOrEqualTo(0);
    all.assertThat(growth(looks, Memory::buffers)).as("buffers " + looks).isLessThanOrEqualTo(0);
    // The test's own list, and what the virtual machine keeps of compiled code: a step that left
    // one object of 24 bytes for each of its hundred kernel calls would leave 2.4 MB.
    all.assertThat(growth(looks, Memory::heap)).as("heap " + looks).isLessThan(500 * KILOBYTE);
    // Compiled code, and pages that the collector and malloc keep: a hundredth of a megabyte a
    // step, which is the size of one activation map, would be 10 MB.
    all.assertThat(growth(looks, Memory::physical))
        .as("the process " + looks)
        .isLessThan(8 * KILOBYTE * KILOBYTE);
    all.assertAll();
  }

  /** From the median of the first half to that of the second: single looks differ by chance. */
  private static long growth(List<Memory> looks, ToLongFunction<Memory> bytes) {
    int half = looks.size() / 2;
    return median(looks.subList(half, looks.size()), bytes) - median(looks.subList(0, half), bytes);
  }

  private static long median(List<Memory> looks, ToLongFunction<Memory> bytes) {
    long[] sorted = looks.stream().mapToLong(bytes).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
