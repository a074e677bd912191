package org.sparknas.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1|2|0.1|0.1|20|3|9|population: 1; must be at least 2",
        "50|1|0.1|0.1|20|3|9|retain: 1; must be from 2 to population (50)",
        "50|51|0.1|0.1|20|3|9|retain: 51; must be from 2 to population (50)",
        "50|10|1.5|0.1|20|3|9|random-select: 1.5; must be from 0 to 1",
        "50|10|-0.1|0.1|20|3|9|random-select: -0.1; must be from 0 to 1",
        "50|10|0.1|NaN|20|3|9|mutate: NaN; must be from 0 to 1",
        "50|10|0.1|0.1|0|3|9|iterations: 0; must be at least 1",
        "50|10|0.1|0.1|20|0|9|top-k: 0; must be at least 1",
        "50|10|0.1|0.1|20|3|0|tries: 0; must be at least 1",
      })
  void geneticSettingsNameWhatIsWrong(
      int population,
      int retain,
      double randomSelect,
      double mutate,
      int iterations,
      int topK,
      int tries,
      String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new GeneticSettings(
                    population, retain, randomSelect, mutate, iterations, topK, tries))
        .withMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|50|3|9|candidates: 0; must be at least 1",
        "250|0|3|9|generation: 0; must be at least 1",
        "250|50|0|9|top-k: 0; must be at least 1",
        "250|50|3|0|tries: 0; must be at least 1",
      })
  void randomSettingsNameWhatIsWrong(
      int candidates, int generation, int topK, int tries, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RandomSettings(candidates, generation, topK, tries))
        .withMessage(message);
  }

  @Test
  void originalSettingsScoreSevenHundredThirtyFourCandidatesOnAverage() {
    // 50, and 19 times the 40 that are not retained, of which a tenth stays.
    assertThat(GeneticSettings.original().expectedCandidates()).isEqualTo(50 + 19 * 36);
  }

  @Test
  void randomSearchTakesTheBudgetOfTheGeneticOne() {
    assertThat(RandomSettings.onBudgetOf(GeneticSettings.original(), 700).candidates())
        .isEqualTo(700);
    assertThat(RandomSettings.onBudgetOf(GeneticSettings.original()))
        .isEqualTo(new RandomSettings(734, 50, 3, 10_000));
  }

  @Test
  void generationsHoldAllCandidates() {
    assertThat(new RandomSettings(100, 50, 3, 9).generations()).isEqualTo(2);
    assertThat(new RandomSettings(101, 50, 3, 9).generations()).isEqualTo(3);
    assertThat(new RandomSettings(1, 50, 3, 9).generations()).isEqualTo(1);
  }
}
