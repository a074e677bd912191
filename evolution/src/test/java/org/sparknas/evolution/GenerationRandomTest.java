package org.sparknas.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GenerationRandomTest {

  @Test
  void everyKindOfSearchSeedAndGenerationHasItsOwnNumbers() {
    List<Long> first = new ArrayList<>();
    for (GenerationRandom kind : GenerationRandom.values()) {
      for (long seed = -10; seed < 10; seed++) {
        for (int generation = 1; generation <= 20; generation++) {
          first.add(kind.of(seed, generation).nextLong());
        }
      }
    }
    assertThat(first).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void aGenerationsNumbersCanBeDrawnAgain(GenerationRandom kind) {
    assertThat(kind.of(4, 7).longs(10))
        .containsExactlyElementsOf(kind.of(4, 7).longs(10).boxed().toList());
  }
}
