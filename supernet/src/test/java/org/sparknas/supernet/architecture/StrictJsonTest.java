package org.sparknas.supernet.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StrictJsonTest {
  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of("{'a': 1,\n 'a': 1}", "Duplicate field 'a' in line 2 column 5"),
        Arguments.of("{'x': [{'a': 1, 'a': 2}]}", "Duplicate field 'a' in line 1 column 20"),
        Arguments.of("{'a': 1}\n {}", "it goes on after its value in line 2 column 2"),
        Arguments.of("{'a': 1} trailing", "Unrecognized token 'trailing'"),
        Arguments.of("{'a': [1,\n 2", "it ends too early in line 2"),
        Arguments.of("{a: 1}", "in line 1 column 3"),
        Arguments.of(" ", "it is empty"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("texts")
  void whatIsNotExactlyOneValueIsRefusedWithItsPlace(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StrictJson.read(text.replace('\'', '"')))
        .withMessageStartingWith("not a JSON file: ")
        .withMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | 1.0 | true",
        "[0.5, 1e3] | [5e-1, 1000] | true",
        "{\"a\": 1, \"b\": [2]} | {\"b\": [2.0], \"a\": 1} | true",
        "9007199254740993 | 9007199254740992 | false",
        "1 | 1.0000000001 | false",
        "1 | \"1\" | false",
        "[1] | [1, 1] | false",
        "{\"a\": null} | {} | false",
      })
  void valuesAreComparedByWhatTheySay(String one, String other, boolean same) {
    assertThat(StrictJson.areSame(StrictJson.read(one), StrictJson.read(other))).isEqualTo(same);
    assertThat(StrictJson.areSame(StrictJson.read(other), StrictJson.read(one))).isEqualTo(same);
  }

  @Test
  void aWholeNumberMayBeWrittenWithAFraction() {
    assertThat(StrictJson.wholeNumber(StrictJson.read("32.0"))).hasValue(32);
    assertThat(StrictJson.wholeNumber(StrictJson.read("32"))).hasValue(32);
    assertThat(StrictJson.wholeNumber(StrictJson.read("32.5"))).isEmpty();
    assertThat(StrictJson.wholeNumber(StrictJson.read("\"32\""))).isEmpty();
    assertThat(StrictJson.wholeNumber(StrictJson.read("3e9"))).isEmpty();
  }
}
