package org.sparknas.job.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealImagesTest {
  @TempDir private Path folder;

  @Test
  void aFileIsFoundInTheFolder() throws IOException {
    Path file = Files.createFile(Files.createDirectory(folder.resolve("set")).resolve("images"));

    assertThat(RealImages.file(folder, "set/images")).isEqualTo(file);
  }

  @Test
  void aMissingFileFailsTheTestAndSaysHowToNameAnotherFolder() {
    assertThatIllegalStateException()
        .isThrownBy(() -> RealImages.file(folder.resolve("set/.."), "set/images"))
        .withMessage(
            "no file %s; mvn -Preal-data verify -Dsparknas.data=DIR looks in another folder for"
                + " set/images",
            folder.resolve("set/images"));
  }
}
