package org.sparknas.supernet.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyTableFileTest {
  private static final String GOOD =
      """
      {"unit": "ms", "device": "an abacus", "batch": 2, "base": 0.5,
       "table": {"a": [[4, 1.0], [8, 3]], "b": [[1, 0.25]]}}""";

  @Test
  void timesBetweenTheListedWidthsAreOnALine() {
    LatencyTable table = new LatencyTableFile().read(GOOD);

    assertThat(table.device()).isEqualTo("an abacus");
    assertThat(table.batch()).isEqualTo(2);
    assertThat(table.base()).isEqualTo(0.5);
    LatencyCurve curve = table.curve("a").orElseThrow();
    assertThat(curve.at(4)).isEqualTo(1);
    assertThat(curve.at(5)).isEqualTo(1.5);
    assertThat(curve.at(8)).isEqualTo(3);
    assertThatThrownBy(() -> curve.at(9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("width 9: from 4 to 8 have a time");
    assertThat(table.curve("c")).isEmpty();
  }

  @Test
  void wholeNumbersMayBeWrittenWithAFraction() {
    String text = GOOD.replace("\"batch\": 2", "\"batch\": 2.0").replace("[8, 3]", "[8.0, 3]");

    LatencyTable table = new LatencyTableFile().read(text);

    assertThat(table.batch()).isEqualTo(2);
    assertThat(table.curve("a").orElseThrow().largestWidth()).isEqualTo(8);
  }

  @Test
  void whatTheFileDoesNotNameIsNamedByItsReader() {
    String text = GOOD.replace("\"device\": \"an abacus\", \"batch\": 2,", "");

    LatencyTable table =
        new LatencyTableFile(Optional.of("a slide rule"), OptionalInt.of(3)).read(text);

    assertThat(table.device()).isEqualTo("a slide rule");
    assertThat(table.batch()).isEqualTo(3);
    assertThatThrownBy(() -> new LatencyTableFile().read(text))
        .hasMessage(
            "device is missing: the name of the device that was measured; batch is missing: how"
                + " many images were computed at once, 1 or more");
    assertThatThrownBy(() -> new LatencyTableFile(Optional.of("x"), OptionalInt.of(3)).read(GOOD))
        .hasMessage("device is \"an abacus\", and 'x' is expected; batch is 2, and 3 is expected");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"ms\" | \"s\" | unit is \"s\": \"ms\" is allowed",
        "\"unit\": \"ms\", | '' | unit is missing: \"ms\" is allowed",
        "\"an abacus\" | \" \" | device is \" \": the name of the device",
        "\"batch\": 2 | \"batch\": 0 | batch is 0: how many images",
        "0.5 | -0.5 | base is -0.5: milliseconds",
        "0.5 | 1e999 | milliseconds of all that is not searched, 0 or more",
        "[8, 3] | [8] | 'a': entry 2 is [8]: [width, milliseconds] is allowed",
        "[8, 3] | [4, 3] | 'a': width 4 follows 4: widths rise",
        "[8, 3] | [8, \"NaN\"] | 'a': entry 2 is [8,\"NaN\"]",
        "[[1, 0.25]] | [] | 'b': 0 widths and 0 times: as many, at least one",
        "{\"a\" | [\"a\" | not a JSON file",
        "\"b\": | \"a\": | Duplicate field 'a' in line 2 column ",
        "]}} | ]}} {} | it goes on after its value in line 2 column ",
        "\"batch\": 2 | \"batch\": 2.5 | batch is 2.5: how many images",
        "[8, 3] | [8.5, 3] | 'a': entry 2 is [8.5,3]: [width, milliseconds]",
        "\"table\" | \"tables\" | table is missing: an object"
      })
  void whatIsMissingOrWrongIsNamed(String part, String other, String message) {
    assertThat(GOOD).contains(part);

    assertThatThrownBy(() -> new LatencyTableFile().read(GOOD.replace(part, other)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
