package org.sparknas.supernet.oneshot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.sparknas.supernet.architecture.ActivationFunction;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.Decision;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.architecture.SearchSpace;
import org.sparknas.supernet.architecture.Shape;

/**
 * The space of "Single Path One-Shot" with searched widths, as in Single-Path-One-Shot-NAS-MXNet:
 * for each choice block one of four operations and one of the channel scales. All operations are
 * decided first, then all widths, so that block genes are the first half of the choices and channel
 * genes the second. Blocks are made once and shared by all networks.
 */
public final class OneShotSpace implements SearchSpace {
  /** The block before the first stage. */
  public static final String STEM = "stem";

  /** The block behind the last stage. */
  public static final String HEAD = "head";

  private static final OneShotOperation[] OPERATIONS = OneShotOperation.values();

  private final OneShotSettings settings;
  private final List<Decision> decisions;
  private final Network.Node stem;
  private final List<Network.Node[][]> choices = new ArrayList<>();

  /** For each choice block and scale the last scale of the same width. */
  private final List<List<Integer>> lastOfWidth = new ArrayList<>();

  private final Network.Node head;

  /** The space of these settings. */
  public OneShotSpace(OneShotSettings settings) {
    this.settings = Objects.requireNonNull(settings, "settings");
    FixedParts fixed = new FixedParts(settings);
    stem = new Network.Node(fixed.stem(), List.of(0));
    List<String> operations = Arrays.stream(OPERATIONS).map(OneShotOperation::value).toList();
    List<String> widths = settings.scales().stream().map(String::valueOf).toList();
    List<Decision> operationDecisions = new ArrayList<>();
    List<Decision> widthDecisions = new ArrayList<>();
    Shape shape = stem.block().output();
    OneShotLayout layout = settings.layout();
    for (int stage = 0; stage < layout.channels().size(); stage++) {
      for (int repeat = 0; repeat < layout.repeats().get(stage); repeat++) {
        String name = "stage" + (stage + 1) + ".block" + (repeat + 1);
        operationDecisions.add(new Decision(name + ".operation", operations));
        widthDecisions.add(new Decision(name + ".width", widths));
        shape = addChoices(name, shape, stage, repeat == 0 ? layout.strides().get(stage) : 1);
      }
    }
    head = new Network.Node(fixed.head(shape), List.of(choices.size() + 1));
    decisions = Stream.concat(operationDecisions.stream(), widthDecisions.stream()).toList();
  }

  private Shape addChoices(String name, Shape input, int stage, int stride) {
    int output = settings.layout().channels().get(stage);
    ActivationFunction activation =
        settings.squeezeExcitation() && stage > 0
            ? ActivationFunction.HARD_SWISH
            : ActivationFunction.RELU;
    ChoiceBlock place =
        new ChoiceBlock(name, input, output, stride, activation, settings.squeezesStage(stage));
    List<Integer> inputs = List.of(choices.size() + 1);
    List<Double> scales = settings.scales();
    Network.Node[][] nodes = new Network.Node[OPERATIONS.length][scales.size()];
    for (int operation = 0; operation < OPERATIONS.length; operation++) {
      for (int scale = 0; scale < scales.size(); scale++) {
        int middle = middleChannels(output, scales.get(scale));
        nodes[operation][scale] =
            new Network.Node(place.block(OPERATIONS[operation], middle), inputs);
      }
    }
    choices.add(nodes);
    List<Integer> middles = scales.stream().map(scale -> middleChannels(output, scale)).toList();
    lastOfWidth.add(middles.stream().map(middles::lastIndexOf).toList());
    return nodes[0][0].block().output();
  }

  /** The width inside a block: half its output channels times the scale, cut; at least 1. */
  public static int middleChannels(int outputChannels, double scale) {
    int half = outputChannels / 2;
    return Math.max(1, (int) (half * scale));
  }

  static int roundUpToEight(int channels) {
    return (channels + 7) / 8 * 8;
  }

  /** The number of choice blocks. */
  public int choiceBlocks() {
    return choices.size();
  }

  @Override
  public String name() {
    return "oneshot";
  }

  @Override
  public ObjectNode settings() {
    return settings.toJson();
  }

  @Override
  public List<Decision> decisions() {
    return decisions;
  }

  /**
   * The architecture of block genes and channel genes.
   *
   * @throws IllegalArgumentException when there are too many or too few, or one is out of range
   */
  public Architecture architecture(List<Integer> blocks, List<Integer> channels) {
    checkGenes("block", blocks);
    checkGenes("channel", channels);
    return architecture(Stream.concat(blocks.stream(), channels.stream()).toList());
  }

  private void checkGenes(String kind, List<Integer> genes) {
    if (genes.size() != choices.size()) {
      throw new IllegalArgumentException(
          genes.size() + " " + kind + " genes: the space has " + choices.size() + " choice blocks");
    }
  }

  private List<Integer> own(Architecture architecture) {
    if (!equals(architecture.space())) {
      throw new IllegalArgumentException("the architecture is of another space");
    }
    return architecture.choices();
  }

  /** Few channels times several scales can come to the same width. */
  @Override
  public Architecture canonical(Architecture architecture) {
    List<Integer> genes = new ArrayList<>(own(architecture));
    for (int i = 0; i < choices.size(); i++) {
      genes.set(choices.size() + i, lastOfWidth.get(i).get(genes.get(choices.size() + i)));
    }
    return architecture(genes);
  }

  @Override
  public BigInteger size() {
    return lastOfWidth.stream()
        .map(scales -> OPERATIONS.length * scales.stream().distinct().count())
        .map(BigInteger::valueOf)
        .reduce(BigInteger.ONE, BigInteger::multiply);
  }

  @Override
  public Network network(Architecture architecture) {
    List<Integer> genes = own(architecture);
    List<Network.Node> nodes = new ArrayList<>(choices.size() + 2);
    nodes.add(stem);
    for (int i = 0; i < choices.size(); i++) {
      nodes.add(choices.get(i)[genes.get(i)][genes.get(choices.size() + i)]);
    }
    nodes.add(head);
    return new Network(settings.image(), nodes);
  }

  @Override
  public List<Block> blocks() {
    Stream<Network.Node> chosen = choices.stream().flatMap(Arrays::stream).flatMap(Arrays::stream);
    return Stream.of(Stream.of(stem), chosen, Stream.of(head))
        .flatMap(nodes -> nodes)
        .map(Network.Node::block)
        .toList();
  }

  @Override
  public Architecture cheapest(ToDoubleFunction<Block> cost) {
    List<Integer> blocks = new ArrayList<>();
    List<Integer> channels = new ArrayList<>();
    for (Network.Node[][] nodes : choices) {
      double least = Double.POSITIVE_INFINITY;
      int operation = 0;
      int scale = 0;
      for (int i = 0; i < nodes.length; i++) {
        for (int j = 0; j < nodes[i].length; j++) {
          double value = cost.applyAsDouble(nodes[i][j].block());
          if (value < least) {
            least = value;
            operation = i;
            scale = j;
          }
        }
      }
      blocks.add(operation);
      channels.add(scale);
    }
    return architecture(blocks, channels);
  }

  @Override
  public Map<String, Architecture> published() {
    return PublishedOneShot.of(this, settings);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof OneShotSpace space && settings.equals(space.settings));
  }

  @Override
  public int hashCode() {
    return settings.hashCode();
  }

  @Override
  public String toString() {
    return "OneShotSpace[" + settings + "]";
  }
}
