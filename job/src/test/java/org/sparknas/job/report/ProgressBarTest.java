package org.sparknas.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private long seconds;

  @Test
  void showsNothingOfWhatTakesLessThanTenSeconds() {
    try (ProgressBar bar = bar(false)) {
      seconds = 9;
      bar.to(100, "");
    }

    assertThat(shown()).isEmpty();
  }

  @Test
  void writesALineNowAndThenWhereThereIsNoTerminal() {
    try (ProgressBar bar = bar(false)) {
      seconds = 12;
      bar.to(10, "loss 2.1");
      seconds = 20;
      bar.to(20, "loss 2.1");
      seconds = 45;
      bar.to(30, "loss 2.1");
      seconds = 120;
      bar.to(100, "loss 1");
    }

    assertThat(shown().lines())
        .containsExactly(
            "training: 10 of 100, 12 s, 1 min 48 s left, loss 2.1",
            "training: 30 of 100, 45 s, 1 min 45 s left, loss 2.1",
            "training: 100 of 100, 2 min 0 s, loss 1",
            "training: 100 of 100, 2 min 0 s, loss 1");
  }

  @Test
  void drawsABarInItsLineOnATerminal() {
    try (ProgressBar bar = bar(true)) {
      seconds = 20;
      bar.to(50, "");
    }

    assertThat(shown())
        .startsWith("\r[===============               ] training: 50 of 100, 20 s, 20 s left")
        .endsWith(System.lineSeparator());
  }

  @Test
  void saysHours() {
    assertThat(ProgressBar.shown(Duration.ofMinutes(130))).isEqualTo("2 h 10 min");
  }

  private ProgressBar bar(boolean terminal) {
    return new ProgressBar("training", 100, out, terminal, () -> seconds * 1_000_000_000L);
  }

  private String shown() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
