package org.sparknas.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparknas.job.store.FaultyFileSystem;

class IncludesTest {
  @TempDir private Path folder;
  private WrittenConfiguration file;

  @BeforeEach
  void place() {
    file = new WrittenConfiguration(folder);
    FaultyFileSystem.register();
  }

  @AfterEach
  void forgetTheFaultyFileSystem() {
    FaultyFileSystem.forget();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"a b%/c#d.conf\"",
        "file(\"a b%/c#d.conf\")",
        "required(\"a b%/c#d.conf\")",
        "required(file(\"a b%/c#d.conf\"))",
        "url(\"%s\")",
      })
  void anIncludeIsFoundBesideTheFileThatIncludesItAtAnyDepth(String form) throws IOException {
    Path inner = Files.createDirectory(folder.resolve("a b%")).resolve("c#d.conf");
    Files.writeString(inner, "include file(\"deeper/limits.conf\")\nseed = 5\n");
    Files.createDirectory(inner.resolveSibling("deeper"));
    Files.writeString(inner.resolveSibling("deeper/limits.conf"), "include \"../last.conf\"");
    Files.writeString(inner.resolveSibling("last.conf"), "search.constraints = [\"macs <= 9K\"]");

    RunConfiguration configuration =
        file.load("include " + form.replace("%s", inner.toUri().toString()) + "\nseed = 6\n");

    assertThat(configuration.seed()).isEqualTo(6);
    assertThat(configuration.search().constraints())
        .extracting(Constraint::text)
        .containsExactly("macs <= 9K");
  }

  @Test
  void anIncludeIsFoundOnTheFileSystemOfTheFileThatIncludesIt() throws IOException {
    Files.writeString(folder.resolve("my.conf"), "include file(\"limits.conf\")");
    Files.writeString(folder.resolve("limits.conf"), "seed = 7");

    String path = FaultyFileSystem.path(folder.resolve("my.conf"));

    assertThat(RunConfiguration.load(path, List.of()).seed()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"none.conf\"",
        "required(\"none.conf\")",
        "file(\"none.conf\")",
        "required(file(\"none.conf\"))",
        "url(\"file:/none.conf\")",
        "classpath(\"none.conf\")",
      })
  void noIncludeMayBeMissing(String form) throws IOException {
    Files.writeString(folder.resolve("inner.conf"), "include " + form);

    assertThat(file.problems("include \"inner.conf\""))
        .startsWith(folder + "/inner.conf: the included '")
        .endsWith("none.conf' does not exist");
  }

  @Test
  void anIncludeOfTheClasspathIsRead() throws IOException {
    assertThat(file.load("include classpath(\"reference.conf\")\nseed = 8").seed()).isEqualTo(8);
  }

  @Test
  void anIncludeThatMayNotBeReadOrHasNoFileSystemSaysSo() throws IOException {
    Path denied = Files.writeString(folder.resolve("denied.conf"), "seed = 1");

    assertThat(file.problems("include \"" + FaultyFileSystem.path(denied) + "\""))
        .endsWith("denied.conf' cannot be read: " + denied + " (Permission denied)");
    assertThat(file.problems("include \"nowhere://there/a.conf\""))
        .startsWith(file.path() + ": the included 'nowhere://there/a.conf' cannot be read: ");
  }

  @Test
  void aCircleIsRefusedWithTheFilesThatMakeIt() throws IOException {
    Files.writeString(folder.resolve("b.conf"), "include file(\"./c.conf\")");
    Files.writeString(folder.resolve("c.conf"), "include \"../" + name() + "/b.conf\"");

    assertThat(file.problems("include \"b.conf\""))
        .isEqualTo(
            "%1$s/my.conf includes %1$s/b.conf includes %1$s/c.conf includes %1$s/b.conf: a file"
                    .formatted(folder)
                + " must not include itself, nor by way of others");
    assertThat(file.problems("include \"my.conf\"")).contains("my.conf includes ");
  }

  @Test
  void theSameFileMayBeIncludedTwice() throws IOException {
    Files.writeString(folder.resolve("a.conf"), "seed = 9");

    assertThat(file.load("include \"a.conf\"\ninclude \"a.conf\"").seed()).isEqualTo(9);
  }

  @Test
  void anIncludeOnTheCommandLineMayNotBeMissingEither() throws IOException {
    Path other = Files.writeString(folder.resolve("other.conf"), "population = 31");

    RunConfiguration configuration = file.load("", "search={include \"" + other + "\"}");

    assertThat(configuration.search().genetic().population()).isEqualTo(31);
    assertThat(file.problems("", "search={include file(\"" + other + ".none\")}"))
        .isEqualTo("-D: the included '" + other + ".none' does not exist");
  }

  private String name() {
    return folder.getFileName().toString();
  }
}
