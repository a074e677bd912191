package org.sparknas.supernet.cost;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.architecture.SearchSpace;

/** The costs of networks by name. Remembers the counts of blocks; safe for threads. */
public final class Costs {
  private final Map<String, Cost> costs = new LinkedHashMap<>();

  private Costs(Iterable<Cost> costs) {
    for (Cost cost : costs) {
      if (this.costs.put(cost.name(), cost) != null) {
        throw new IllegalArgumentException("two costs are named '" + cost.name() + "'");
      }
    }
  }

  /**
   * {@code macs} and {@code parameters} in the plain convention, {@code score}, {@code
   * micronet_mults}, {@code micronet_adds}, {@code micronet_parameters}, {@code
   * micronet_score_float32}, {@code micronet_score_float16} and {@code micronet_score_int8}.
   */
  public static Costs counted(CostSettings settings) {
    return counted(settings, CountingConvention.plain());
  }

  /** The same with {@code macs}, {@code parameters} and {@code score} in another convention. */
  public static Costs counted(CostSettings settings, CountingConvention convention) {
    return new Costs(new CountedCosts(settings, convention).all());
  }

  /** These costs and one more; throws {@link IllegalArgumentException} when its name is taken. */
  public Costs with(Cost cost) {
    return new Costs(Stream.concat(costs.values().stream(), Stream.of(cost)).toList());
  }

  /** The names of the costs, in a fixed order. */
  public Set<String> names() {
    return Collections.unmodifiableSet(costs.keySet());
  }

  /** A cost; throws {@link IllegalArgumentException} naming the known ones. */
  public Cost named(String name) {
    Cost cost = costs.get(name);
    if (cost == null) {
      throw new IllegalArgumentException(
          "no cost is named '" + name + "': known are " + String.join(", ", costs.keySet()));
    }
    return cost;
  }

  /** One cost of a network; throws {@link IllegalArgumentException} for an unknown name. */
  public double of(String name, Network network) {
    return named(name).of(network.blocks());
  }

  /** All costs of a network. */
  public Map<String, Double> byName(Network network) {
    List<Block> blocks = network.blocks();
    Map<String, Double> values = new LinkedHashMap<>();
    costs.forEach((name, cost) -> values.put(name, cost.of(blocks)));
    return values;
  }

  /** The least and the greatest value of a cost in a space, without visiting all of it. */
  public CostRange range(String name, SearchSpace space) {
    Cost cost = named(name);
    ToDoubleFunction<Block> ofBlock = block -> cost.of(List.of(block));
    Architecture least = space.cheapest(ofBlock);
    Architecture greatest = space.cheapest(block -> -ofBlock.applyAsDouble(block));
    return new CostRange(least, of(name, least.network()), greatest, of(name, greatest.network()));
  }
}
