package org.sparknas.supernet.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.assertj.core.api.SoftAssertions;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.module.ParameterLayout;
import org.sparknas.supernet.module.SmallSpace;
import org.sparknas.supernet.module.SoftmaxCrossEntropy;

/** Training needs no more memory in its thousandth step than in those before. */
@Tag("training")
class SteadyMemoryIT {
  private static final int STEPS = 1000;

  /** Draws each of the small space's 36 blocks many times over. */
  private static final int WARM_UP = 300;

  private static final int OPERATIONS = 4;
  private static final int WIDEST = 2;

  private static final int STEPS_BETWEEN_LOOKS = 100;
  private static final int COLLECTIONS = 5;
  private static final int LOOKS_UNTIL_CACHES_ARE_FULL = 3;
  private static final long KILOBYTE = 1024;

  /**
   * What the process holds, at its least over some collections: what one of them finds to be
   * unreachable is given back later, by other threads.
   *
   * @param heap bytes that are reachable
   * @param pointers bytes that JavaCPP has handed out
   * @param buffers bytes of direct buffers, which JavaCPP does not count
   * @param rest bytes of the whole process without the heap; at its most, because pages of the heap
   *     that were never written are taken off as well
   */
  private record Memory(long heap, long pointers, long buffers, long rest) {
    static Memory settled() throws InterruptedException {
      Memory least = now();
      for (int i = 0; i < COLLECTIONS; i++) {
        System.gc();
        Thread.sleep(20);
        least = least.orLess(now());
      }
      return least;
    }

    private static Memory now() {
      MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
      long buffers =
          ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
              .mapToLong(BufferPoolMXBean::getMemoryUsed)
              .sum();
      return new Memory(
          heap.getUsed(),
          Pointer.totalBytes(),
          buffers,
          Pointer.physicalBytes() - heap.getCommitted());
    }

    private Memory orLess(Memory other) {
      return new Memory(
          Math.min(heap, other.heap),
          Math.min(pointers, other.pointers),
          Math.min(buffers, other.buffers),
          Math.max(rest, other.rest));
    }
  }

  private final ParameterLayout layout = SmallSpace.SUPERNET.layout();
  private final float[] values = SmallSpace.values();
  private final float[] state = new float[layout.length()];
  private final PathTrainer trainer =
      new PathTrainer(
          Engine.ofOneThread(),
          layout,
          new Nesterovs(0.01, 0.9),
          UpdateRules.decaying(4e-5),
          new SoftmaxCrossEntropy(0));
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
  void aThousandStepsOnChangingPathsLeaveMemoryAsItWas() throws InterruptedException {
    warmUp();
    Memory.settled();
    List<Memory> looks = new ArrayList<>();
    List<Long> waiting = new ArrayList<>();
    looks.add(Memory.settled());
    for (int number = 1; number <= STEPS; number++) {
      step(WARM_UP + number);
      if (number % STEPS_BETWEEN_LOOKS == 0) {
        waiting.add(Pointer.totalBytes());
        looks.add(Memory.settled());
      }
    }

    SoftAssertions all = new SoftAssertions();
    // Not a byte: what a step needs was there before it.
    all.assertThat(growth(looks, Memory::pointers)).as("pointers " + looks).isLessThanOrEqualTo(0);
    all.assertThat(growth(looks, Memory::buffers)).as("buffers " + looks).isLessThanOrEqualTo(0);
    // Nor does anything wait to be collected: one activation map of each step would be 500 KB.
    all.assertThat(waiting)
        .as("pointers before each collection")
        .allSatisfy(bytes -> assertThat(bytes - looks.get(0).pointers()).isLessThan(64 * KILOBYTE));
    // These looks themselves leave 400 bytes each, and late compilation some kilobytes; a plan kept
    // for each of the paths, of 1 KB, would be 500 KB between the medians of both halves.
    all.assertThat(growth(looks, Memory::heap)).as("heap " + looks).isLessThan(64 * KILOBYTE);
    // The compiler takes up to 50 MB while it is at a loop, so the least of each half counts.
    // Once oneDNN's cache of primitives is full, which takes some hundred steps more, compiled code
    // and the pages that malloc keeps still move it by 5 MB and more; what leaks without JavaCPP's
    // knowledge, such as a primitive of oneDNN for each call, would be ten times that.
    all.assertThat(growthOfLeast(looks.subList(LOOKS_UNTIL_CACHES_ARE_FULL, looks.size())))
        .as("the process without its heap " + looks)
        .isLessThan(16 * KILOBYTE * KILOBYTE);
    all.assertAll();
  }

  /** From the median of the first half to that of the second: single looks differ by chance. */
  private static long growth(List<Memory> looks, ToLongFunction<Memory> bytes) {
    int half = looks.size() / 2;
    return median(looks.subList(half, looks.size()), bytes) - median(looks.subList(0, half), bytes);
  }

  private static long growthOfLeast(List<Memory> looks) {
    int half = looks.size() / 2;
    return least(looks.subList(half, looks.size())) - least(looks.subList(0, half));
  }

  private static long least(List<Memory> looks) {
    return looks.stream().mapToLong(Memory::rest).min().orElseThrow();
  }

  private static long median(List<Memory> looks, ToLongFunction<Memory> bytes) {
    long[] sorted = looks.stream().mapToLong(bytes).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
