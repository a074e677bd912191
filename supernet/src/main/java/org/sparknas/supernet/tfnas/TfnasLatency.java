package org.sparknas.supernet.tfnas;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.cost.Cost;
import org.sparknas.supernet.cost.LatencyCurve;
import org.sparknas.supernet.cost.LatencyTable;

/** The latency of a space's networks by a table; as a cost, its name is {@code latency_ms}. */
public final class TfnasLatency implements Cost {
  /** The cost's name. */
  public static final String NAME = "latency_ms";

  private final TfnasSpace space;
  private final LatencyTable table;
  private final List<List<LatencyCurve>> curves = new ArrayList<>();
  private final Map<String, LatencyCurve> byBlock = new HashMap<>();

  /**
   * Reads a space's latencies in a table.
   *
   * @throws IllegalArgumentException when the table lacks a key of the space, naming all of them,
   *     or a time of an allowed width, or has a negative or non-finite one there
   */
  public TfnasLatency(TfnasSpace space, LatencyTable table) {
    this.space = Objects.requireNonNull(space, "space");
    this.table = Objects.requireNonNull(table, "table");
    requireKeys();
    Set<String> problems = new LinkedHashSet<>();
    for (SearchedBlock place : space.searchedBlocks()) {
      List<LatencyCurve> alternatives = new ArrayList<>();
      for (int operation = 0; operation < place.operations().size(); operation++) {
        String key = place.latencyKey(operation);
        LatencyCurve curve = table.curve(key).orElseThrow();
        check(key, curve, place.smallestWidth(operation), place.largestWidth(operation), problems);
        alternatives.add(curve);
        byBlock.put(place.blockName(operation), curve);
      }
      curves.add(alternatives);
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  private void requireKeys() {
    List<String> missing =
        space.searchedBlocks().stream()
            .flatMap(
                place -> IntStream.range(0, place.operations().size()).mapToObj(place::latencyKey))
            .distinct()
            .filter(key -> table.curve(key).isEmpty())
            .toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "the table lacks "
              + missing.size()
              + " keys of the space: "
              + String.join(", ", missing));
    }
  }

  private static void check(
      String key, LatencyCurve curve, int smallest, int largest, Set<String> problems) {
    if (smallest < curve.smallestWidth() || largest > curve.largestWidth()) {
      problems.add(
          "'%s' has times from width %d to %d; must be from %d to %d"
              .formatted(key, curve.smallestWidth(), curve.largestWidth(), smallest, largest));
    } else if (!curve.isSound(smallest, largest)) {
      int width =
          IntStream.rangeClosed(smallest, largest)
              .filter(each -> !curve.isSound(each, each))
              .findFirst()
              .orElse(smallest);
      problems.add(
          "'%s' is %s at width %d; must be 0 or more milliseconds from width %d to %d"
              .formatted(key, curve.at(width), width, smallest, largest));
    }
  }

  /**
   * Says of each key of the space at which allowed widths a wider block takes less time. Scaling of
   * widths towards a latency takes for granted that there are none.
   */
  public List<String> falls() {
    Map<String, Widths> used = new LinkedHashMap<>();
    for (SearchedBlock place : space.searchedBlocks()) {
      for (int operation = 0; operation < place.operations().size(); operation++) {
        Widths widths = new Widths(place.smallestWidth(operation), place.largestWidth(operation));
        used.merge(place.latencyKey(operation), widths, Widths::joined);
      }
    }
    List<String> falls = new ArrayList<>();
    used.forEach(
        (key, widths) -> {
          for (LatencyCurve.Fall fall :
              table.curve(key).orElseThrow().falls(widths.smallest, widths.largest)) {
            falls.add("'" + key + "' " + fall);
          }
        });
    return falls;
  }

  /** The widths at which operations read one key. */
  private record Widths(int smallest, int largest) {
    Widths joined(Widths other) {
      return new Widths(Math.min(smallest, other.smallest), Math.max(largest, other.largest));
    }
  }

  /** The space whose networks these are. */
  public TfnasSpace space() {
    return space;
  }

  /** Where the times come from. */
  public LatencyTable table() {
    return table;
  }

  /** Milliseconds of all that is not searched. */
  public double base() {
    return table.base();
  }

  /**
   * Milliseconds of an operation.
   *
   * @param place the number of a searched block, from 0
   */
  public double of(int place, int operation, int width) {
    return curves.get(place).get(operation).at(width);
  }

  /** Milliseconds of an architecture's network. */
  public double of(Architecture architecture) {
    return of(architecture.network().blocks());
  }

  @Override
  public String name() {
    return NAME;
  }

  /** The sum of the blocks' times; the stem has the time of all that is not searched. */
  @Override
  public double of(List<Block> blocks) {
    double sum = 0;
    for (Block block : blocks) {
      LatencyCurve curve = byBlock.get(block.name());
      if (curve != null) {
        sum += curve.at(InvertedResidual.width(block));
      } else if (block.name().equals(TfnasSpace.STEM)) {
        sum += table.base();
      }
    }
    return sum;
  }

  /** What some architecture of the space reaches. */
  public LatencyRange range() {
    return new LatencyRange(
        extreme(Math::min, Double.POSITIVE_INFINITY), extreme(Math::max, Double.NEGATIVE_INFINITY));
  }

  private double extreme(DoubleBinaryOperator better, double worst) {
    double total = table.base();
    int place = 0;
    for (List<SearchedBlock> stage : space.stages()) {
      double sum = 0;
      double best = worst;
      for (int layer = 0; layer < stage.size(); layer++) {
        sum += extreme(place++, better, worst);
        best = better.applyAsDouble(best, sum);
      }
      total += best;
    }
    return total;
  }

  private double extreme(int place, DoubleBinaryOperator better, double worst) {
    SearchedBlock block = space.searchedBlocks().get(place);
    double best = worst;
    for (int operation = 0; operation < block.operations().size(); operation++) {
      LatencyCurve curve = curves.get(place).get(operation);
      best =
          IntStream.rangeClosed(block.smallestWidth(operation), block.largestWidth(operation))
              .mapToDouble(curve::at)
              .reduce(best, better);
    }
    return best;
  }
}
