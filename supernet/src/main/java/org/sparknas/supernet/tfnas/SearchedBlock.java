package org.sparknas.supernet.tfnas;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.sparknas.supernet.architecture.ActivationFunction;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.Shape;

/** A place in the network for one of the operations, each in a range of widths. */
public final class SearchedBlock {
  private final String name;
  private final int stage;
  private final Shape input;
  private final int outputChannels;
  private final int stride;
  private final ActivationFunction activation;
  private final List<TfnasOperation> operations;
  private final List<Integer> widths;

  /** By operation and by width from its smallest; made when asked for, and then shared. */
  private final Block[][] made;

  SearchedBlock(
      String name, int stage, Shape input, TfnasStage outline, int stride, TfnasSettings settings) {
    this.name = name;
    this.stage = stage;
    this.input = input;
    this.outputChannels = outline.channels();
    this.stride = stride;
    this.activation = outline.activation();
    this.operations = settings.operations();
    this.widths =
        operations.stream()
            .flatMapToInt(each -> IntStream.rangeClosed(smallestWidth(each), largestWidth(each)))
            .distinct()
            .sorted()
            .boxed()
            .toList();
    this.made = new Block[operations.size()][];
    for (int i = 0; i < made.length; i++) {
      made[i] = new Block[largestWidth(i) - smallestWidth(i) + 1];
    }
  }

  /** Such as {@code stage2.block3}. */
  public String name() {
    return name;
  }

  /** The number of its stage, from 1. */
  public int stage() {
    return stage;
  }

  /** What it takes. */
  public Shape input() {
    return input;
  }

  /** What it gives. */
  public Shape output() {
    return widest(0).output();
  }

  /** Its candidates. */
  public List<TfnasOperation> operations() {
    return operations;
  }

  /** Every width that some operation may have, rising. */
  List<Integer> widths() {
    return widths;
  }

  /** The index of a width among all of them; negative where no operation may have it. */
  int choice(int width) {
    return Collections.binarySearch(widths, width);
  }

  /** How many pairs of an operation and a width there are. */
  long alternatives() {
    return Arrays.stream(made).mapToLong(each -> each.length).sum();
  }

  /** The name of an operation's block, whatever its width. */
  public String blockName(int operation) {
    return name + "." + operations.get(operation).value();
  }

  /** The narrowest that an operation may be here. */
  public int smallestWidth(int operation) {
    return smallestWidth(operations.get(operation));
  }

  /** The width of an operation that a search begins with. */
  public int initialWidth(int operation) {
    return operations.get(operation).initialWidth(input.channels());
  }

  /** The widest that an operation may be here. */
  public int largestWidth(int operation) {
    return largestWidth(operations.get(operation));
  }

  private int smallestWidth(TfnasOperation operation) {
    return operation.smallestWidth(input.channels());
  }

  private int largestWidth(TfnasOperation operation) {
    return operation.largestWidth(input.channels());
  }

  /**
   * The block of an operation.
   *
   * @throws IllegalArgumentException when the operation may not be as wide here
   */
  public Block block(int operation, int width) {
    requireWidth(operation, width);
    int smallest = smallestWidth(operation);
    // Two threads may make the same block: blocks are immutable and equal.
    Block block = made[operation][width - smallest];
    if (block == null) {
      block = outline(operation).block(width);
      made[operation][width - smallest] = block;
    }
    return block;
  }

  /** Throws {@link IllegalArgumentException} when the operation may not be as wide here. */
  void requireWidth(int operation, int width) {
    if (width < smallestWidth(operation) || width > largestWidth(operation)) {
      throw new IllegalArgumentException(
          "'%d' for '%s.width': from %d to %d are allowed with the operation %s"
              .formatted(
                  width,
                  name,
                  smallestWidth(operation),
                  largestWidth(operation),
                  operations.get(operation).value()));
    }
  }

  /** The block of an operation at its largest width. */
  public Block widest(int operation) {
    return block(operation, largestWidth(operation));
  }

  private InvertedResidual outline(int operation) {
    TfnasOperation chosen = operations.get(operation);
    return new InvertedResidual(
        blockName(operation),
        input,
        outputChannels,
        chosen.kernel(),
        stride,
        chosen.squeezed(input.channels()),
        activation);
  }

  /**
   * What a latency table calls an operation here: the original's key, of the input's height and
   * channels, squeezed and output channels, kernel, stride and activation.
   */
  public String latencyKey(int operation) {
    TfnasOperation chosen = operations.get(operation);
    return "MBInvertedResBlock_%d_%d_%d_%d_k%d_s%d_%s"
        .formatted(
            input.height(),
            input.channels(),
            chosen.squeezed(input.channels()),
            outputChannels,
            chosen.kernel(),
            stride,
            TfnasSettings.word(activation));
  }

  @Override
  public String toString() {
    return "SearchedBlock[" + name + ", " + input + " -> " + output() + "]";
  }
}
