package org.sparknas.job.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Kernels;

/**
 * Runs networks so that what several of them begin with is computed once. They are cut at the same
 * places whatever company they are in, so that a network's result does not depend on it.
 */
final class SharedStarts implements AutoCloseable {

  /** The stem, which all share, and the first block, which most share with others. */
  private static final int SHARED_BLOCKS = 2;

  /** What is computed. */
  interface Computation {

    /** Whether two networks with the same block at the same place, behind the same, share it. */
    default boolean mayShare(int network, int other, Block block) {
      return true;
    }

    /**
     * Runs some of the blocks.
     *
     * @param networks all those that share them
     * @return what the next run may overwrite
     */
    FeatureMap run(List<Integer> networks, Network blocks, FeatureMap input);

    /** Takes what came out of a network. */
    default void finish(int network, FeatureMap output) {}
  }

  private final Kernels kernels;

  /** What stands behind each of the first blocks. */
  private final FeatureMap[] kept = new FeatureMap[SHARED_BLOCKS];

  SharedStarts(Kernels kernels) {
    this.kernels = kernels;
  }

  /** Runs all networks on the same input. */
  void run(List<Network> networks, FeatureMap input, Computation computation) {
    Map<Boolean, List<Integer>> numbers =
        IntStream.range(0, networks.size())
            .boxed()
            .collect(Collectors.partitioningBy(number -> isCut(networks.get(number))));
    for (int number : numbers.get(false)) {
      FeatureMap output = computation.run(List.of(number), networks.get(number), input);
      computation.finish(number, output);
    }
    run(networks, numbers.get(true), 0, input, computation);
  }

  private static boolean isCut(Network network) {
    return network.isChain() && network.nodes().size() > SHARED_BLOCKS;
  }

  /**
   * @param numbers of networks that shared the blocks before this one
   */
  private void run(
      List<Network> networks,
      List<Integer> numbers,
      int block,
      FeatureMap input,
      Computation computation) {
    for (List<Integer> alike : groups(networks, numbers, block, computation)) {
      Network own = networks.get(alike.get(0)).part(block, block + 1);
      FeatureMap output = keep(block, computation.run(alike, own, input));
      if (block + 1 < SHARED_BLOCKS) {
        run(networks, alike, block + 1, output, computation);
      } else {
        alike.forEach(number -> runRest(networks.get(number), number, output, computation));
      }
    }
  }

  private static void runRest(
      Network network, int number, FeatureMap input, Computation computation) {
    Network rest = network.part(SHARED_BLOCKS, network.nodes().size());
    computation.finish(number, computation.run(List.of(number), rest, input));
  }

  /** Those that share a block, in the order of their first. */
  private static List<List<Integer>> groups(
      List<Network> networks, List<Integer> numbers, int block, Computation computation) {
    List<List<Integer>> groups = new ArrayList<>();
    for (int number : numbers) {
      Block own = networks.get(number).nodes().get(block).block();
      groups.stream()
          .filter(group -> own.equals(networks.get(group.get(0)).nodes().get(block).block()))
          .filter(group -> computation.mayShare(number, group.get(0), own))
          .findFirst()
          .ifPresentOrElse(
              group -> group.add(number), () -> groups.add(new ArrayList<>(List.of(number))));
    }
    return groups;
  }

  private FeatureMap keep(int block, FeatureMap output) {
    FeatureMap place = kept[block];
    if (place == null || !isAsLarge(place, output)) {
      close(place);
      place =
          FeatureMap.allocate(
              output.matrix().type(),
              output.images(),
              output.height(),
              output.width(),
              output.channels());
      kept[block] = place;
    }
    kernels.copy(output.matrix(), place.matrix());
    return place;
  }

  private static boolean isAsLarge(FeatureMap map, FeatureMap other) {
    return map.images() == other.images()
        && map.height() == other.height()
        && map.width() == other.width()
        && map.channels() == other.channels();
  }

  private static void close(FeatureMap map) {
    if (map != null) {
      map.matrix().storage().close();
    }
  }

  @Override
  public void close() {
    for (FeatureMap map : kept) {
      close(map);
    }
  }
}
