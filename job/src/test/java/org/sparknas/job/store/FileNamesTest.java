package org.sparknas.job.store;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FileNamesTest {
  @Test
  void lettersOutsideTheLocalesCharacterSetAreRefused() {
    FileNames ascii = new FileNames(StandardCharsets.US_ASCII);

    assertThatCode(() -> ascii.require("/runs/naive-1")).doesNotThrowAnyException();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ascii.require("/runs/naïve-1"))
        .withMessage(
            "'/runs/naïve-1' has letters that are not in US-ASCII, the character set that Java was"
                + " started with; set LC_ALL=C.UTF-8");
  }

  @Test
  void lettersThatJavaCouldNotReadFromTheCommandLineAreRefused() {
    FileNames unicode = new FileNames(StandardCharsets.UTF_8);

    assertThatCode(() -> unicode.require("/runs/naïve-1")).doesNotThrowAnyException();
    assertThatIllegalArgumentException().isThrownBy(() -> unicode.require("/runs/na\uFFFDve-1"));
  }
}
