package org.sparknas.supernet.engine;

import java.util.Arrays;
import java.util.List;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Matrix;
import org.sparknas.supernet.kernel.NormalisationSums;

/** One thread's part in a run's backward: takes chunks of images through phases, last to first. */
final class ChunkBackward {

  private final ChunkPass pass;
  private final Batch batch;
  private final Schedule schedule;

  /** Of this chunk's values: in the arena; those that are kept for the batch are not here. */
  private final FeatureMap[] gradients;

  /**
   * @param pass of the same thread and batch, which computes again what was not kept
   */
  ChunkBackward(ChunkPass pass, Batch batch) {
    this.pass = pass;
    this.batch = batch;
    this.schedule = batch.schedule;
    gradients = new FeatureMap[batch.graph.values()];
  }

  /** Computes gradients of the values of a phase, last value first, for the images of a chunk. */
  void run(int phase, Chunks chunks, int number) {
    pass.start(chunks, number);
    List<Integer> ofPhase = schedule.values(phase);
    for (int i = ofPhase.size() - 1; i >= 0; i--) {
      int value = ofPhase.get(i);
      schedule.norms(value).forEach(norm -> throughNorm(value, norm));
      if (!batch.graph.isInput(value) && !schedule.isWithinExpansion(value)) {
        throughNode(value, gradient(value));
      }
      pass.releaseValue(value);
      releaseGradient(value);
    }
    Arrays.fill(gradients, null);
    pass.finish();
  }

  private FeatureMap gradient(int value) {
    return schedule.isGradientStored(value) || isOutput(value)
        ? pass.part(batch.gradients[value])
        : gradients[value];
  }

  private boolean isOutput(int value) {
    return value == batch.graph.values() - 1;
  }

  /** The second half of a batch norm's backward, from its gradient to its input's. */
  private void throughNorm(int value, int norm) {
    boolean wanted = !schedule.isGradientStored(value) || batch.gradients[value] != null;
    if (!wanted) {
      return;
    }
    boolean first =
        schedule.isGradientStored(value)
            ? schedule.firstContributor(value) < 0 && schedule.norms(value).get(0) == norm
            : gradients[value] == null;
    FeatureMap target = target(value, first);
    secondHalf(norm, pass.value(value), pass.part(batch.normGradients[norm]), target);
    addUnless(first, value, target);
  }

  private void secondHalf(int norm, FeatureMap awaited, FeatureMap left, FeatureMap target) {
    if (schedule.isExpansion(norm)) {
      batch.expansions[norm].inputGradient(pass, awaited, left, target);
    } else {
      batch
          .norm(norm)
          .inputGradient(pass, awaited, left, batch.sums[norm], batch.count(norm), target);
    }
  }

  private NormalisationSums firstHalf(int norm, FeatureMap gradient) {
    FeatureMap input = pass.value(batch.graph.producer(norm).inputs().get(0));
    FeatureMap left = pass.part(batch.normGradients[norm]);
    if (schedule.isExpansion(norm)) {
      FeatureMap awaited = pass.value(schedule.awaited(norm));
      return batch.expansions[norm].firstHalf(pass, pass.thread(), awaited, input, gradient, left);
    }
    return batch.norm(norm).sums(pass, input, gradient, left);
  }

  private void throughNode(int value, FeatureMap gradient) {
    if (schedule.separatesPhases(value)) {
      batch.chunkSums[value][pass.chunk()] = firstHalf(value, gradient);
      return;
    }
    List<Integer> inputs = batch.graph.producer(value).inputs();
    FeatureMap[] targets = new FeatureMap[inputs.size()];
    boolean[] first = new boolean[inputs.size()];
    for (int i = 0; i < targets.length; i++) {
      int input = inputs.get(i);
      first[i] = isFirst(value, i, input);
      targets[i] = target(input, first[i]);
    }
    pass.backward(value, gradient, Arrays.asList(targets));
    for (int i = 0; i < targets.length; i++) {
      addUnless(first[i], inputs.get(i), targets[i]);
    }
  }

  /** Whether nothing has been written yet to the gradient of a node's input. */
  private boolean isFirst(int node, int position, int input) {
    if (schedule.isGradientStored(input)) {
      return schedule.firstContributor(input) == node
          && batch.graph.producer(node).inputs().indexOf(input) == position;
    }
    return gradients[input] == null;
  }

  /** Where a contribution to a value's gradient is written: in place if it is the first. */
  private FeatureMap target(int value, boolean first) {
    if (schedule.isGradientStored(value)) {
      if (batch.gradients[value] == null) {
        return null;
      }
      if (first) {
        return pass.part(batch.gradients[value]);
      }
    }
    FeatureMap target = pass.allocate(value);
    if (first) {
      gradients[value] = target;
    }
    return target;
  }

  private void addUnless(boolean first, int value, FeatureMap contribution) {
    if (!first && contribution != null) {
      Matrix sum = gradient(value).matrix();
      pass.kernels().add(sum, contribution.matrix(), sum);
      pass.release(contribution);
    }
  }

  private void releaseGradient(int value) {
    if (gradients[value] != null) {
      pass.release(gradients[value]);
      gradients[value] = null;
    }
  }
}
