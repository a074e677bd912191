package org.sparknas.supernet.tfnas;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps, during a search, which channels of each operation weight steps have trained, and how
 * narrow and how wide the steps ran it. Architecture steps hold weights fixed, so they do not
 * count. Channels are followed where {@link ChannelOrder} moves them: all compete for the first
 * places, so an untrained one may come to stand before trained ones.
 */
public final class TrainedChannels {
  private final TfnasSpace space;
  private final Channels[][] operations;

  /** Nothing is trained yet. */
  public TrainedChannels(TfnasSpace space) {
    this.space = space;
    this.operations =
        space.searchedBlocks().stream()
            .map(
                block -> {
                  Channels[] each = new Channels[block.operations().size()];
                  for (int operation = 0; operation < each.length; operation++) {
                    each[operation] = new Channels(block.largestWidth(operation));
                  }
                  return each;
                })
            .toArray(Channels[][]::new);
  }

  /**
   * Takes down a weight step along a path.
   *
   * @param path for each searched block the number of its operation; one behind the last skips it
   * @param widths of all operations at the step
   */
  public void walk(List<Integer> path, OperationWidths widths) {
    for (int place = 0; place < path.size(); place++) {
      int operation = path.get(place);
      if (operation < operations[place].length) {
        operations[place][operation].train(widths.of(place, operation));
      }
    }
  }

  /**
   * Takes down that an operation's channels were ordered anew.
   *
   * @param order as {@link ChannelOrder#apply} returns it
   */
  public void reorder(int place, int operation, int[] order) {
    operations[place][operation].reorder(order);
  }

  /**
   * Returns the widths that are trained in a supernet in which an architecture's blocks were
   * placed.
   *
   * @param derived placed by {@link DerivedArchitecture#place}
   */
  public TrainedWidths widths(DerivedArchitecture derived) {
    Map<String, Channels> byName = new TreeMap<>();
    List<SearchedBlock> searched = space.searchedBlocks();
    for (int place = 0; place < operations.length; place++) {
      for (int operation = 0; operation < operations[place].length; operation++) {
        byName.put(searched.get(place).blockName(operation), operations[place][operation]);
      }
    }
    Map<String, Channels> placed = new TreeMap<>(byName);
    Map<String, Integer> last = new TreeMap<>();
    for (DerivedArchitecture.DerivedBlock block : derived.blocks()) {
      String name = block.at().blockName(block.operation());
      placed.put(name, byName.get(block.from().blockName(block.operation())));
      last.put(name, block.width());
    }
    Map<String, TrainedWidths.Range> ranges = new TreeMap<>();
    placed.forEach((name, channels) -> channels.addRange(name, ranges));
    return new TrainedWidths(ranges, last);
  }

  /** The channels of one operation, in their present order. */
  private static final class Channels {
    private boolean[] trained;
    private int narrowest = Integer.MAX_VALUE;
    private int widest;

    Channels(int largest) {
      trained = new boolean[largest];
    }

    void train(int width) {
      Arrays.fill(trained, 0, width, true);
      narrowest = Math.min(narrowest, width);
      widest = Math.max(widest, width);
    }

    void reorder(int[] order) {
      boolean[] before = trained.clone();
      for (int i = 0; i < order.length; i++) {
        trained[i] = before[order[i]];
      }
    }

    void addRange(String name, Map<String, TrainedWidths.Range> ranges) {
      int leading = 0;
      while (leading < widest && trained[leading]) {
        leading++;
      }
      if (leading >= narrowest) {
        ranges.put(name, new TrainedWidths.Range(narrowest, leading));
      }
    }
  }
}
