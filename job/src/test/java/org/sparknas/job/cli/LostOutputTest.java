package org.sparknas.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LostOutputTest {
  private static final String ONES = "1" + " 1".repeat(19);

  @TempDir private Path folder;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void aResultThatCouldNotBePrintedIsAFailure() throws IOException {
    String conf = Files.writeString(folder.resolve("a.conf"), "").toString();
    Path genes = folder.resolve("genes.csv");
    Files.writeString(genes, "blocks,channels\n" + ONES + "," + ONES + "\n");

    failed("cost", conf, "--genes", genes.toString());
    failed("describe", conf);
    failed("--version");
  }

  private void failed(String... arguments) {
    err.reset();
    int exit =
        Main.run(
            arguments,
            new PrintStream(new FullDevice(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    assertThat(exit).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualToIgnoringNewLines(
            "standard output could not be written to its end: what is there is incomplete");
  }

  private static final class FullDevice extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("No space left on device");
    }
  }
}
