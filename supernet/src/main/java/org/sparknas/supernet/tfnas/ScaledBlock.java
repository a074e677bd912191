package org.sparknas.supernet.tfnas;

import java.util.List;
import org.sparknas.supernet.architecture.Architecture;

/** A block of an architecture while elasticity-scaling changes its width. */
final class ScaledBlock {
  private final SearchedBlock block;
  private final int place;
  private final int operation;
  private int width;
  private int previous;
  private int step;

  private ScaledBlock(SearchedBlock block, int place, int operation, int width) {
    this.block = block;
    this.place = place;
    this.operation = operation;
    this.width = width;
    this.previous = width;
  }

  /** The blocks that an architecture has, those beyond its depths left out. */
  static List<ScaledBlock> of(TfnasSpace space, Architecture architecture) {
    List<Integer> operations = space.operations(architecture);
    List<Integer> widths = space.widths(architecture);
    List<SearchedBlock> searched = space.searchedBlocks();
    return space.places(architecture).stream()
        .map(
            place ->
                new ScaledBlock(
                    searched.get(place), place, operations.get(place), widths.get(place)))
        .toList();
  }

  int stage() {
    return block.stage();
  }

  int place() {
    return place;
  }

  int operation() {
    return operation;
  }

  int width() {
    return width;
  }

  /** In a pass, steps are in proportion to the widths at its start: half to even, at least 1. */
  void beginPass(int narrowest) {
    step = (int) Math.rint((double) width / narrowest);
    previous = width;
  }

  /** Moves by a step, to a bound at most; says whether it stopped short of a bound. */
  boolean step(int sign) {
    previous = width;
    int wanted = width + sign * step;
    int smallest = block.smallestWidth(operation);
    int largest = block.largestWidth(operation);
    width = Math.max(smallest, Math.min(largest, wanted));
    return wanted > smallest && wanted < largest;
  }

  /** Takes the last step back. */
  void undo() {
    width = previous;
  }
}
