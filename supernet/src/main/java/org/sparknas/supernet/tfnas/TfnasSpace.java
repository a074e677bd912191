package org.sparknas.supernet.tfnas;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.Decision;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.architecture.SearchSpace;
import org.sparknas.supernet.architecture.Shape;

/**
 * The space of TF-NAS: for each block one of several operations and a width in channels, for each
 * stage how many of its blocks there are. All operations are decided first, then all widths, then
 * the depths of the stages that have more than one block. Which widths are allowed depends on the
 * operation; what is decided for blocks beyond the depth changes nothing.
 */
public final class TfnasSpace implements SearchSpace {
  /** The first convolution. */
  public static final String STEM = "stem";

  /** The block before the first stage. */
  public static final String FIRST = "first";

  /** What follows the last stage. */
  public static final String HEAD = "head";

  private final TfnasSettings settings;
  private final List<List<SearchedBlock>> stages = new ArrayList<>();
  private final List<SearchedBlock> searched;
  private final List<Decision> decisions;
  private final Block stem;
  private final Block first;
  private final Block head;

  /** The space of these settings. */
  public TfnasSpace(TfnasSettings settings) {
    this.settings = Objects.requireNonNull(settings, "settings");
    FixedParts fixed = new FixedParts(settings);
    stem = fixed.stem();
    first = fixed.first(stem.output());
    Shape shape = first.output();
    for (int stage = 1; stage <= settings.layout().stages().size(); stage++) {
      TfnasStage outline = settings.layout().stages().get(stage - 1);
      List<SearchedBlock> blocks = new ArrayList<>();
      for (int layer = 1; layer <= outline.layers(); layer++) {
        String name = "stage" + stage + ".block" + layer;
        int stride = layer == 1 ? outline.stride() : 1;
        SearchedBlock block = new SearchedBlock(name, stage, shape, outline, stride, settings);
        shape = block.output();
        blocks.add(block);
      }
      stages.add(List.copyOf(blocks));
    }
    head = fixed.head(shape);
    searched = stages.stream().flatMap(List::stream).toList();
    decisions = decide();
  }

  private List<Decision> decide() {
    List<String> operations = settings.operations().stream().map(TfnasOperation::value).toList();
    Stream<Decision> operation =
        searched.stream().map(block -> new Decision(block.name() + ".operation", operations));
    Stream<Decision> width =
        searched.stream()
            .map(
                block ->
                    new Decision(
                        block.name() + ".width",
                        block.widths().stream().map(String::valueOf).toList()));
    Stream<Decision> depth =
        IntStream.rangeClosed(1, stages.size())
            .filter(stage -> stages.get(stage - 1).size() > 1)
            .mapToObj(
                stage ->
                    new Decision(
                        "stage" + stage + ".depth",
                        IntStream.rangeClosed(1, stages.get(stage - 1).size())
                            .mapToObj(String::valueOf)
                            .toList()));
    return Stream.of(operation, width, depth).flatMap(each -> each).toList();
  }

  /** What this space was made of. */
  public TfnasSettings tfnasSettings() {
    return settings;
  }

  Block stem() {
    return stem;
  }

  Block first() {
    return first;
  }

  Block head() {
    return head;
  }

  /** The searched blocks of each stage. */
  public List<List<SearchedBlock>> stages() {
    return List.copyOf(stages);
  }

  /** All searched blocks, in the order of computation. */
  public List<SearchedBlock> searchedBlocks() {
    return searched;
  }

  @Override
  public String name() {
    return "tfnas";
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
   * An architecture.
   *
   * @param operations for each searched block the number of its operation
   * @param widths for each searched block its width in channels
   * @param depths for each stage how many of its blocks there are
   * @throws IllegalArgumentException naming what is not allowed
   */
  public Architecture architecture(
      List<Integer> operations, List<Integer> widths, List<Integer> depths) {
    requireOneEach("operations", operations, searched.size());
    requireOneEach("widths", widths, searched.size());
    requireOneEach("depths", depths, stages.size());
    List<Integer> choices = new ArrayList<>(operations);
    for (int i = 0; i < searched.size(); i++) {
      searched.get(i).requireWidth(operations.get(i), widths.get(i));
      choices.add(searched.get(i).choice(widths.get(i)));
    }
    for (int stage = 0; stage < stages.size(); stage++) {
      if (stages.get(stage).size() > 1) {
        choices.add(depths.get(stage) - 1);
      }
    }
    return architecture(choices);
  }

  private static void requireOneEach(String what, List<Integer> values, int number) {
    if (values.size() != number) {
      throw new IllegalArgumentException(values.size() + " " + what + ": the space has " + number);
    }
  }

  /** The architecture of one operation everywhere, at its initial width and full depth. */
  public Architecture uniform(int operation) {
    return architecture(
        searched.stream().map(block -> operation).toList(),
        searched.stream().map(block -> block.initialWidth(operation)).toList(),
        stages.stream().map(List::size).toList());
  }

  /** For each searched block the number of its operation, blocks beyond the depth included. */
  public List<Integer> operations(Architecture architecture) {
    return own(architecture).subList(0, searched.size());
  }

  /** For each searched block its width, blocks beyond the depth included. */
  public List<Integer> widths(Architecture architecture) {
    List<Integer> choices = own(architecture);
    return IntStream.range(0, searched.size())
        .mapToObj(i -> searched.get(i).widths().get(choices.get(searched.size() + i)))
        .toList();
  }

  /** For each stage how many of its blocks there are. */
  public List<Integer> depths(Architecture architecture) {
    List<Integer> choices = own(architecture);
    List<Integer> depths = new ArrayList<>();
    int place = 2 * searched.size();
    for (List<SearchedBlock> stage : stages) {
      depths.add(stage.size() > 1 ? choices.get(place++) + 1 : 1);
    }
    return depths;
  }

  /**
   * Returns the numbers of the searched blocks that an architecture has: none beyond its depths.
   */
  List<Integer> places(Architecture architecture) {
    List<Integer> depths = depths(architecture);
    List<Integer> places = new ArrayList<>();
    int first = 0;
    for (int stage = 0; stage < stages.size(); stage++) {
      IntStream.range(first, first + depths.get(stage)).forEach(places::add);
      first += stages.get(stage).size();
    }
    return places;
  }

  private List<Integer> own(Architecture architecture) {
    if (!equals(architecture.space())) {
      throw new IllegalArgumentException("the architecture is of another space");
    }
    return architecture.choices();
  }

  @Override
  public void requireTogether(List<Integer> choices) {
    for (int i = 0; i < searched.size(); i++) {
      SearchedBlock block = searched.get(i);
      int width = block.widths().get(choices.get(searched.size() + i));
      block.requireWidth(choices.get(i), width);
    }
  }

  /** Reads a draw among all widths of a block as one among those that its operation may have. */
  @Override
  public Architecture drawn(List<Integer> choices) {
    List<Integer> together = new ArrayList<>(choices);
    for (int i = 0; i < searched.size(); i++) {
      SearchedBlock block = searched.get(i);
      int smallest = block.smallestWidth(choices.get(i));
      long allowed = block.largestWidth(choices.get(i)) - smallest + 1L;
      int place = searched.size() + i;
      int width = smallest + (int) (choices.get(place) * allowed / block.widths().size());
      together.set(place, block.choice(width));
    }
    return architecture(together);
  }

  @Override
  public Network network(Architecture architecture) {
    List<Integer> operations = operations(architecture);
    List<Integer> widths = widths(architecture);
    List<Block> blocks = new ArrayList<>(List.of(stem, first));
    for (int place : places(architecture)) {
      blocks.add(searched.get(place).block(operations.get(place), widths.get(place)));
    }
    blocks.add(head);
    return Network.chain(blocks);
  }

  /** Blocks beyond the depth have the first operation at its largest width. */
  @Override
  public Architecture canonical(Architecture architecture) {
    List<Integer> choices = new ArrayList<>(own(architecture));
    List<Integer> places = places(architecture);
    for (int place = 0; place < searched.size(); place++) {
      if (!places.contains(place)) {
        SearchedBlock block = searched.get(place);
        choices.set(place, 0);
        choices.set(searched.size() + place, block.choice(block.largestWidth(0)));
      }
    }
    return architecture(choices);
  }

  /** The product, over stages, of the sums of what each depth offers. */
  @Override
  public BigInteger size() {
    BigInteger size = BigInteger.ONE;
    for (List<SearchedBlock> stage : stages) {
      BigInteger sum = BigInteger.ZERO;
      BigInteger ofDepth = BigInteger.ONE;
      for (SearchedBlock block : stage) {
        ofDepth = ofDepth.multiply(BigInteger.valueOf(block.alternatives()));
        sum = sum.add(ofDepth);
      }
      size = size.multiply(sum);
    }
    return size;
  }

  /** Each operation of each block once, at its largest width. */
  @Override
  public List<Block> blocks() {
    Stream<Block> widest =
        searched.stream()
            .flatMap(
                block -> IntStream.range(0, block.operations().size()).mapToObj(block::widest));
    return Stream.of(Stream.of(stem, first), widest, Stream.of(head))
        .flatMap(each -> each)
        .toList();
  }

  @Override
  public Architecture cheapest(ToDoubleFunction<Block> cost) {
    return new CheapestArchitecture(this, cost).architecture();
  }

  @Override
  public Map<String, Architecture> published() {
    return PublishedNetworks.of(this, settings);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof TfnasSpace space && settings.equals(space.settings));
  }

  @Override
  public int hashCode() {
    return settings.hashCode();
  }

  @Override
  public String toString() {
    return "TfnasSpace[" + settings + "]";
  }
}
