package org.sparknas.job.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.util.Utils;
import org.sparknas.job.config.ConfigurationException;
import org.sparknas.job.store.FailureReason;

/** The folders of this machine in which Spark keeps temporary files. */
public final class LocalFolders {
  private LocalFolders() {}

  /**
   * Tries the folders that Spark will take: those of {@code SPARK_LOCAL_DIRS}, of {@code
   * spark.local.dir}, or Java's.
   *
   * @throws ConfigurationException when none can be written
   */
  public static void requireOne(SparkConf conf) {
    List<String> refused = new ArrayList<>();
    for (String folder : Utils.getConfiguredLocalDirs(conf)) {
      try {
        tryOut(Path.of(folder));
        return;
      } catch (IOException | InvalidPathException e) {
        refused.add(FailureReason.of(e));
      }
    }
    throw new ConfigurationException(
        "no folder for Spark's temporary files can be written: %s; set SPARK_LOCAL_DIRS to one that can"
            .formatted(String.join(", ", refused)));
  }

  private static void tryOut(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.delete(Files.createTempDirectory(folder, "spark-nas-"));
  }
}
