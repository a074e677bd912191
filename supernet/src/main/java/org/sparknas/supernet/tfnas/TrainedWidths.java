package org.sparknas.supernet.tfnas;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sparknas.supernet.architecture.Architecture;

/**
 * The widths at which the operations of a supernet can be scored after a differentiable search. A
 * width is trained when it lies between the narrowest and the widest that a weight step ran the
 * operation at, and steps have trained each of its channels: weights are shared as prefixes, so a
 * width in between needs no step of its own. Where channels were ordered anew after an operation's
 * last step, an untrained one may have come to stand among those in between: the widest is then the
 * width before it. The architecture that the search ended with may be scored as well: its widths
 * were fitted to the target once more after the last step.
 *
 * @param trained by the names of the operations' blocks, such as {@code stage1.block2.k3e6}; those
 *     that are not there have no trained width
 * @param derived the widths of the architecture that the search ended with, by the same names
 */
public record TrainedWidths(Map<String, Range> trained, Map<String, Integer> derived) {

  /** The narrowest and the widest, both allowed. */
  public record Range(int narrowest, int widest) {
    boolean holds(int width) {
      return width >= narrowest && width <= widest;
    }
  }

  /** Copies the maps. */
  public TrainedWidths {
    trained = Collections.unmodifiableMap(new TreeMap<>(trained));
    derived = Collections.unmodifiableMap(new TreeMap<>(derived));
  }

  /**
   * A block whose width is not trained.
   *
   * @param name of the operation's block
   * @param trained the widths that are, in words
   */
  public record UntrainedBlock(String name, int width, String trained) {}

  /**
   * Returns the first block of an architecture whose width is not trained; empty when all are.
   * Blocks beyond the depth are not looked at.
   */
  public Optional<UntrainedBlock> untrained(Architecture architecture) {
    TfnasSpace space = (TfnasSpace) architecture.space();
    for (ScaledBlock block : ScaledBlock.of(space, architecture)) {
      String name = space.searchedBlocks().get(block.place()).blockName(block.operation());
      if (!isTrained(name, block.width())) {
        return Optional.of(new UntrainedBlock(name, block.width(), allowed(name)));
      }
    }
    return Optional.empty();
  }

  private boolean isTrained(String name, int width) {
    Range range = trained.get(name);
    Integer last = derived.get(name);
    return (range != null && range.holds(width)) || (last != null && last == width);
  }

  private String allowed(String name) {
    Range range = trained.get(name);
    Integer last = derived.get(name);
    String steps =
        range == null ? "no width" : "widths from " + range.narrowest() + " to " + range.widest();
    return last == null || (range != null && range.holds(last))
        ? steps
        : steps + " (and " + last + ", the derived architecture's)";
  }
}
