package org.sparknas.job.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparknas.job.cli.CommandLineRun;

/** What the README shows of commands that need nothing but the project is what they print. */
class ReadmeExamplesTest {
  private static final String PROMPT = "$ submit-scripts/run-local.sh ";
  private static final List<String> COMMANDS = List.of("cost", "fit");
  private static final Checkout PROJECT = Checkout.find();

  /**
   * A command line and the line that it prints.
   *
   * @param output where {@code …} stands for what is left out
   */
  record Example(String command, String output) {}

  static List<Example> examples() throws IOException {
    List<String> lines = Files.readAllLines(PROJECT.root().resolve("README.md"));
    List<Example> examples =
        Stream.iterate(0, i -> i + 1)
            .limit(lines.size() - 1L)
            .filter(i -> COMMANDS.stream().anyMatch(c -> lines.get(i).startsWith(PROMPT + c + " ")))
            .map(i -> new Example(lines.get(i).substring(PROMPT.length()), lines.get(i + 1)))
            .toList();
    assertThat(examples).as("examples of cost and fit").hasSizeGreaterThanOrEqualTo(2);
    return examples;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void printsWhatTheReadmeSays(Example example) {
    String[] arguments =
        Arrays.stream(example.command.split(" "))
            .map(word -> word.startsWith("conf/") ? PROJECT.root().resolve(word).toString() : word)
            .toArray(String[]::new);

    CommandLineRun run = CommandLineRun.of(arguments);

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out().strip()).containsSubsequence(example.output.split("…"));
  }
}
