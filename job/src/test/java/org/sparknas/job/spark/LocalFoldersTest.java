package org.sparknas.job.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparknas.job.config.ConfigurationException;

class LocalFoldersTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void writeAFile() throws IOException {
    file = Files.writeString(folder.resolve("file"), "");
  }

  @Test
  void foldersThatCannotBeWrittenAreRefusedByName() {
    assertThatThrownBy(() -> LocalFolders.requireOne(conf(file + "," + file.resolve("below"))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("no folder for Spark's temporary files can be written")
        .hasMessageContaining(
            file + ": a file, or a link to nothing, has this name, " + file.resolve("below") + ": ")
        .hasMessageEndingWith("set SPARK_LOCAL_DIRS to one that can");
  }

  @Test
  void oneThatCanBeWrittenIsEnoughAndIsLeftEmpty() {
    Path fresh = folder.resolve("fresh");

    assertThatCode(() -> LocalFolders.requireOne(conf(file + "," + fresh)))
        .doesNotThrowAnyException();
    assertThat(fresh).isEmptyDirectory();
  }

  @Test
  void sparkDoesNotStartWithoutOne() {
    System.setProperty("spark.master", "local[1]");
    System.setProperty("spark.local.dir", file.toString());
    try {
      assertThatThrownBy(() -> SparkStart.start("nothing"))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining(file.toString());
    } finally {
      System.clearProperty("spark.master");
      System.clearProperty("spark.local.dir");
    }
  }

  private static SparkConf conf(String folders) {
    return new SparkConf(false).set("spark.local.dir", folders);
  }
}
