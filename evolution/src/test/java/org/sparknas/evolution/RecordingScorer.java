package org.sparknas.evolution;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Scores by a function and remembers what it was asked. */
final class RecordingScorer implements Scorer {

  private final ToDoubleFunction<Genes> accuracy;
  private final List<List<Genes>> generations = new ArrayList<>();

  RecordingScorer(ToDoubleFunction<Genes> accuracy) {
    this.accuracy = accuracy;
  }

  @Override
  public List<Evaluation> score(List<Genes> generation) {
    generations.add(List.copyOf(generation));
    return generation.stream().map(genes -> Evaluation.of(accuracy.applyAsDouble(genes))).toList();
  }

  List<List<Genes>> generations() {
    return generations;
  }

  List<Integer> sizes() {
    return generations.stream().map(List::size).toList();
  }

  List<Genes> all() {
    return generations.stream().flatMap(List::stream).toList();
  }
}
