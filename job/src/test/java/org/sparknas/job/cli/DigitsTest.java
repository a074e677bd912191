package org.sparknas.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's language changes neither results nor messages. */
class DigitsTest {
  private final Locale before = Locale.getDefault();
  @TempDir private Path folder;

  @BeforeEach
  void speakArabic() {
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    assertThat("%d".formatted(17)).isEqualTo("١٧");
  }

  @AfterEach
  void speakAsBefore() {
    Locale.setDefault(before);
  }

  @Test
  void messagesHaveTheDigitsOfEnglish() throws IOException {
    String conf =
        Files.writeString(
                folder.resolve("a.conf"),
                "data { format = generated, generated.train-size = 900, validation-images = 901 }"
                    + "\nspace { layout = custom, stage-channels = [24, 32], stage-repeats = [1, 2] }\n"
                    + "space { image-size = 12, classes = 5 }")
            .toString();

    CommandLineRun run = CommandLineRun.of("search", conf, "-D", "output=" + folder.resolve("run"));

    assertThat(run.exit()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(run.err()).contains("must be at most 899").doesNotContainPattern("[٠-٩]");
  }

  @Test
  void resultsHaveTheDigitsOfEnglish() throws IOException {
    String conf = Files.writeString(folder.resolve("a.conf"), "").toString();

    CommandLineRun run = CommandLineRun.of("describe", conf);

    assertThat(run.out()).contains("Decisions: 40").doesNotContainPattern("[٠-٩]");
  }
}
