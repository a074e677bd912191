package org.sparknas.supernet.tfnas;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.sparknas.supernet.architecture.Architecture;

/**
 * Elasticity-scaling of TF-NAS: changes the widths of an architecture, step by step and all in
 * proportion, until its latency is as near below the target as it gets. First the widths of all
 * stages shrink or grow; then those of stages 2 to the last grow, of stages 3 to the last, and so
 * on, in ever smaller steps. Operations and depths stay.
 */
public final class ElasticityScaling {
  private static final int SHRINK = -1;
  private static final int EXPAND = 1;

  private final TfnasLatency latency;
  private final double target;

  /**
   * Scales to this target.
   *
   * @param target milliseconds
   */
  public ElasticityScaling(TfnasLatency latency, double target) {
    this.latency = Objects.requireNonNull(latency, "latency");
    this.target = target;
  }

  /**
   * A pass over some stages.
   *
   * @param firstStage from 1; the pass goes to the last stage
   * @param latency milliseconds after it
   */
  public record Pass(int firstStage, int lastStage, double latency) {}

  /**
   * What became of an architecture.
   *
   * @param before milliseconds of the architecture as it was given
   * @param passes in their order; none where the latency was the target's already
   * @param latency milliseconds of the architecture as it is now
   * @param targetMet whether the latency is no more than the target
   */
  public record Result(
      Architecture architecture,
      double before,
      List<Pass> passes,
      double latency,
      boolean targetMet) {
    /** Copies the passes. */
    public Result {
      passes = List.copyOf(passes);
    }
  }

  /** Fits the widths of an architecture of the space. */
  public Result scale(Architecture architecture) {
    TfnasSpace space = latency.space();
    List<ScaledBlock> blocks = ScaledBlock.of(space, architecture);
    double before = sum(blocks);
    List<Pass> passes = new ArrayList<>();
    int last = space.stages().size();
    for (int stage = 1; stage <= last && before != target; stage++) {
      fit(blocks, stage, stage == 1 && before > target ? SHRINK : EXPAND);
      passes.add(new Pass(stage, last, sum(blocks)));
    }
    List<Integer> widths = new ArrayList<>(space.widths(architecture));
    blocks.forEach(block -> widths.set(block.place(), block.width()));
    double after = sum(blocks);
    return new Result(
        space.architecture(space.operations(architecture), widths, space.depths(architecture)),
        before,
        passes,
        after,
        after <= target);
  }

  private double sum(List<ScaledBlock> blocks) {
    double sum = latency.base();
    for (ScaledBlock block : blocks) {
      sum += latency.of(block.place(), block.operation(), block.width());
    }
    return sum;
  }

  /** Moves the blocks from a stage on; leaves the last state that is within the target. */
  private void fit(List<ScaledBlock> all, int firstStage, int sign) {
    List<ScaledBlock> moved = all.stream().filter(each -> each.stage() >= firstStage).toList();
    int narrowest = moved.stream().mapToInt(ScaledBlock::width).min().orElseThrow();
    moved.forEach(block -> block.beginPass(narrowest));
    boolean free = true;
    // One step too far when growing: undone below.
    while (free && sign * sum(all) <= sign * target) {
      free = false;
      for (ScaledBlock block : moved) {
        free |= block.step(sign);
      }
    }
    if (sign == EXPAND) {
      moved.forEach(ScaledBlock::undo);
    }
  }
}
