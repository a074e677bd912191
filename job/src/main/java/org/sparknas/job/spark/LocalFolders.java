package org.sparknas.job.spark;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.util.Utils;
import org.sparknas.job.config.ConfigurationException;

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
        refused.add(folder + " (" + reason(e) + ")");
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

  private static String reason(Exception failure) {
    if (failure instanceof AccessDeniedException) {
      return "no permission";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "a file";
    }
    if (failure instanceof NoSuchFileException) {
      return "cannot be made";
    }
    return failure instanceof FileSystemException refused && refused.getReason() != null
        ? refused.getReason()
        : failure.getMessage();
  }
}
