package org.sparknas.supernet.tfnas;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.Mixture;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.module.MixtureWeights;

/**
 * The networks that a search trains, all at full depth: one sampled operation in each place, or all
 * operations weighed. How depth is searched is in both: stages end in sinks, or blocks may be
 * skipped.
 */
public final class SearchNetworks {
  private final TfnasSpace space;
  private final DepthScheme scheme;
  private final OperationWidths widths;

  /**
   * The networks at these widths.
   *
   * @param widths of each operation of each block
   */
  public SearchNetworks(TfnasSpace space, DepthScheme scheme, OperationWidths widths) {
    this.space = Objects.requireNonNull(space, "space");
    this.scheme = Objects.requireNonNull(scheme, "scheme");
    this.widths = Objects.requireNonNull(widths, "widths");
  }

  /** The space that is searched. */
  public TfnasSpace space() {
    return space;
  }

  /** The widths of all operations. */
  public OperationWidths widths() {
    return widths;
  }

  /**
   * The network of a weight step.
   *
   * @param operations for each searched block the number of its operation; with {@link
   *     DepthScheme#SKIP_IN_CANDIDATES} the number behind the last one skips the block
   */
  public Network path(List<Integer> operations) {
    return new Wiring()
        .network(
            (wiring, place, input) -> {
              int operation = operations.get(place);
              return operation == searched(place).operations().size()
                  ? input
                  : wiring.add(block(place, operation), input);
            });
  }

  /** The network of an architecture step: each block is a mixture of all its operations. */
  public Network mixture() {
    return new Wiring()
        .network(
            (wiring, place, input) -> {
              SearchedBlock searched = searched(place);
              List<Integer> alternatives = new ArrayList<>();
              for (int operation = 0; operation < searched.operations().size(); operation++) {
                alternatives.add(wiring.add(block(place, operation), input));
              }
              if (scheme == DepthScheme.SKIP_IN_CANDIDATES && !isFirst(place)) {
                alternatives.add(input);
              }
              return wiring.mix(operationsOf(place), searched.output(), alternatives);
            });
  }

  private SearchedBlock searched(int place) {
    return space.searchedBlocks().get(place);
  }

  private Block block(int place, int operation) {
    return searched(place).block(operation, widths.of(place, operation));
  }

  private boolean isFirst(int place) {
    return place == 0 || searched(place - 1).stage() != searched(place).stage();
  }

  /** The name of the mixture of a block's operations. */
  String operationsOf(int place) {
    return searched(place).name() + ".operations";
  }

  private static String sinkOf(int stage) {
    return "stage" + stage + ".sink";
  }

  private String skipOf(int place) {
    return searched(place).name() + ".skip";
  }

  /** The mixtures by which depth is searched, in the order of the logits of depth. */
  List<String> depthMixtures() {
    return switch (scheme) {
      case SINK_CONNECTING ->
          IntStream.rangeClosed(1, space.stages().size()).mapToObj(SearchNetworks::sinkOf).toList();
      case SKIP_IN_CANDIDATES -> List.of();
      case SKIP_OUT_OF_CANDIDATES ->
          IntStream.range(0, space.searchedBlocks().size())
              .filter(place -> !isFirst(place))
              .mapToObj(this::skipOf)
              .toList();
    };
  }

  /** The weights of {@link #depthMixtures} by their names. */
  Map<String, MixtureWeights> depthWeights(ArchitectureParameters parameters) {
    Map<String, MixtureWeights> weights = new HashMap<>();
    List<String> names = depthMixtures();
    for (int i = 0; i < names.size(); i++) {
      weights.put(names.get(i), new MixtureWeights(Softmax.of(parameters.depths().get(i))));
    }
    return weights;
  }

  /** Computes a place from its input and returns the number of its output. */
  private interface Place {
    int add(Wiring wiring, int place, int input);
  }

  /** Puts a network together, value by value. */
  private final class Wiring {
    private final List<Network.Node> nodes = new ArrayList<>();

    int add(Block block, int... inputs) {
      nodes.add(new Network.Node(block, IntStream.of(inputs).boxed().toList()));
      return nodes.size();
    }

    int mix(String name, Shape shape, List<Integer> inputs) {
      List<Shape> shapes = inputs.stream().map(input -> shape).toList();
      List<Integer> numbers = IntStream.range(0, inputs.size()).boxed().toList();
      Block.Node sum = new Block.Node("mixture", new Mixture(name), numbers);
      nodes.add(new Network.Node(new Block(name, shapes, List.of(sum)), inputs));
      return nodes.size();
    }

    Network network(Place body) {
      int value = add(space.first(), add(space.stem(), 0));
      int place = 0;
      for (List<SearchedBlock> stage : space.stages()) {
        int start = place;
        value = stage(stage, value, (layer, input) -> layer(body, start + layer, input));
        place += stage.size();
      }
      add(space.head(), value);
      return new Network(space.tfnasSettings().image(), nodes);
    }

    private int stage(List<SearchedBlock> stage, int input, IntBinaryOperator layers) {
      List<Integer> outputs = new ArrayList<>();
      int value = input;
      for (int layer = 0; layer < stage.size(); layer++) {
        value = layers.applyAsInt(layer, value);
        outputs.add(value);
      }
      SearchedBlock last = stage.get(stage.size() - 1);
      return scheme == DepthScheme.SINK_CONNECTING && outputs.size() > 1
          ? mix(sinkOf(last.stage()), last.output(), outputs)
          : value;
    }

    private int layer(Place body, int place, int input) {
      int output = body.add(this, place, input);
      return scheme == DepthScheme.SKIP_OUT_OF_CANDIDATES && !isFirst(place)
          ? mix(skipOf(place), searched(place).output(), List.of(input, output))
          : output;
    }
  }
}
