package org.sparknas.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GenerationRandomTest {

  @Test
  void everySeedAndGenerationHasItsOwnNumbers() {
    List<Long> first = new ArrayList<>();
    for (long seed = -10; seed < 10; seed++) {
      for (int generation = 1; generation <= 20; generation++) {
        first.add(GenerationRandom.of(seed, generation).nextLong());
      }
    }
    assertThat(first).doesNotHaveDuplicates();
  }

  @Test
  void aGenerationsNumbersCanBeDrawnAgain() {
    assertThat(GenerationRandom.of(4, 7).longs(10))
        .containsExactlyElementsOf(GenerationRandom.of(4, 7).longs(10).boxed().toList());
  }
}
