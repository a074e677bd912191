package org.sparknas.job.data;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sparknas.job.config.DataSource;
import org.sparknas.job.config.FileSetting;
import org.sparknas.job.store.Location;

/** Refuses a file of images or labels that a configuration names twice. */
final class RepeatedFiles {
  private RepeatedFiles() {}

  /** Throws {@link DataException} that names both places. */
  static void refuse(DataSource source) {
    Map<String, FileSetting> known = new HashMap<>();
    for (FileSetting file : files(source)) {
      FileSetting other = known.putIfAbsent(place(file), file);
      if (other != null) {
        throw new DataException(
            "%s; must be a file that is named once, and %s names it, too"
                .formatted(DataFile.place(file), other.setting()));
      }
    }
  }

  private static List<FileSetting> files(DataSource source) {
    if (source instanceof DataSource.Cifar10 files) {
      return Stream.concat(files.train().stream(), files.test().stream()).toList();
    }
    if (source instanceof DataSource.Idx files) {
      return List.of(
          files.trainImages(), files.trainLabels(), files.testImages(), files.testLabels());
    }
    return List.of();
  }

  private static String place(FileSetting file) {
    try {
      return Location.of(file.path()).address();
    } catch (IOException | IllegalArgumentException e) {
      // Its reader will say so.
      return file.path();
    }
  }
}
