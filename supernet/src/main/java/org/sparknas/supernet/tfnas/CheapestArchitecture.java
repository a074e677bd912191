package org.sparknas.supernet.tfnas;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.Block;

/**
 * Finds the architecture of the least cost: the cheapest block of each place, and of each stage the
 * depth whose sum is least. Of the widths it tries the bounds and the multiples of eight between
 * them: counts are linear in the width, and latency tables are between these.
 */
record CheapestArchitecture(TfnasSpace space, ToDoubleFunction<Block> cost) {
  private static final int STEP = 8;

  private record Choice(int operation, int width, double cost) {}

  Architecture architecture() {
    List<Integer> operations = new ArrayList<>();
    List<Integer> widths = new ArrayList<>();
    List<Integer> depths = new ArrayList<>();
    for (List<SearchedBlock> stage : space.stages()) {
      double sum = 0;
      double least = Double.POSITIVE_INFINITY;
      int depth = 1;
      for (int layer = 0; layer < stage.size(); layer++) {
        Choice choice = cheapest(stage.get(layer));
        operations.add(choice.operation());
        widths.add(choice.width());
        sum += choice.cost();
        if (sum < least) {
          least = sum;
          depth = layer + 1;
        }
      }
      depths.add(depth);
    }
    return space.architecture(operations, widths, depths);
  }

  private Choice cheapest(SearchedBlock place) {
    Choice best = new Choice(0, place.smallestWidth(0), Double.POSITIVE_INFINITY);
    for (int operation = 0; operation < place.operations().size(); operation++) {
      for (int width : tried(place.smallestWidth(operation), place.largestWidth(operation))) {
        double value = cost.applyAsDouble(place.block(operation, width));
        if (value < best.cost()) {
          best = new Choice(operation, width, value);
        }
      }
    }
    return best;
  }

  private static int[] tried(int smallest, int largest) {
    return IntStream.rangeClosed(smallest, largest)
        .filter(width -> width == smallest || width == largest || width % STEP == 0)
        .toArray();
  }
}
