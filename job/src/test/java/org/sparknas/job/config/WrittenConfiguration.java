package org.sparknas.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A configuration file that a test writes and reads. */
record WrittenConfiguration(Path folder) {

  String path() {
    return folder.resolve("my.conf").toString();
  }

  RunConfiguration load(String text, String... overrides) throws IOException {
    Files.writeString(Path.of(path()), text);
    return RunConfiguration.load(path(), List.of(overrides));
  }

  /** Why the text is refused. */
  String problems(String text, String... overrides) {
    ConfigurationException refused =
        catchThrowableOfType(ConfigurationException.class, () -> load(text, overrides));
    assertThat(refused).as("a refusal of " + text + List.of(overrides)).isNotNull();
    return refused.getMessage();
  }
}
