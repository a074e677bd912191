package org.sparknas.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaVersionTest {
  @ParameterizedTest
  @ValueSource(strings = {"11.0.2", "18", "21.0.1", "25.0.3+9-LTS"})
  void anotherJavaIsRefusedByName(String version) {
    assertThat(JavaVersion.problem(Runtime.Version.parse(version), "/jdk"))
        .hasValue(
            "Spark NAS needs Java 17, but runs on Java %s in /jdk: set JAVA_HOME to a JDK 17"
                .formatted(version));
  }

  @Test
  void anyJava17WillDo() {
    assertThat(JavaVersion.problem(Runtime.Version.parse("17"), "/jdk")).isEmpty();
    assertThat(JavaVersion.problem(Runtime.Version.parse("17.0.15+6"), "/jdk")).isEmpty();
  }
}
