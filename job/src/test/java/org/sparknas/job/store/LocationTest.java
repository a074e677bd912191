package org.sparknas.job.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTest {
  @TempDir private Path folder;

  @BeforeEach
  void knowAFaultyFileSystem() {
    FaultyFileSystem.register();
  }

  @AfterEach
  void forgetIt() {
    FaultyFileSystem.forget();
  }

  @ParameterizedTest
  @ValueSource(strings = {"my file", "100%", "50%20off", "c#d", "what?", "a+b&c", "né", "[x]{y}*"})
  void aNameIsTakenAsItIsWritten(String name) throws IOException {
    Path path = folder.resolve(name).resolve(name);

    Location.of(path.toString()).write("one");
    assertThat(path).hasContent("one");
    assertThat(Location.onDisk(path.toString()).readText()).isEqualTo("one");
    assertThat(Location.of(path.toUri()).readText()).isEqualTo("one");

    Location.of(folder.toString()).child(name).child(name).append("two", "onetwo");
    assertThat(Location.of(folder.resolve(name) + "/other").beside(name).readText())
        .isEqualTo("onetwo");
    assertThat(Location.of(folder.resolve(name).toString()).names()).containsExactly(name);
  }

  @Test
  void aTildeStandsForTheHomeFolder() throws IOException {
    String home = System.getProperty("user.home");
    System.setProperty("user.home", folder.toString());
    try {
      assertThat(Location.of("~/runs/first")).hasToString("file:" + folder + "/runs/first");
      assertThat(Location.of("~")).hasToString("file:" + folder);
      assertThat(Location.of("runs/my.conf").beside("~//a.conf"))
          .hasToString("file:" + folder + "/a.conf");
      assertThat(Location.of("./~/a")).hasToString("~/a");
      assertThatThrownBy(() -> Location.of("~somebody/runs"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("home folder must be written in full")
          .hasMessageContaining("./~somebody/runs");
      System.setProperty("user.home", folder + "/none");
      assertThatThrownBy(() -> Location.of("~/runs"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(folder + "/none, and there is no such folder");
    } finally {
      System.setProperty("user.home", home);
    }
  }

  @Test
  void aFileThatMayNotBeReadIsNotMissing() throws IOException {
    Path file = Files.writeString(folder.resolve("denied.conf"), "seed = 1");

    assertThatThrownBy(() -> Location.of(FaultyFileSystem.path(file)).open())
        .isExactlyInstanceOf(IOException.class)
        .hasMessage(file + " (Permission denied)");
  }

  /** Like letters with accents where the locale is C. */
  @Test
  void aNameThatTheDiskCannotHaveIsRefused() throws IOException {
    Location impossible = Location.of(folder + "/a\0b");

    assertThatThrownBy(impossible::tryToFill).isInstanceOf(IOException.class);
    assertThatThrownBy(impossible::open).isInstanceOf(IOException.class);
  }

  @Test
  void aFolderIsNoMissingFile() {
    assertThatThrownBy(() -> Location.of(folder.toString()).open())
        .isExactlyInstanceOf(IOException.class)
        .hasMessage(folder + " (Is a directory)");
  }

  @Test
  void ofManyWhoCreateAFileAtOnceOneDoes() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (int repeat = 0; repeat < 100; repeat++) {
        Location file = Location.of(folder + "/claim" + repeat);
        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int writer = 0; writer < 8; writer++) {
          String text = "writer " + writer;
          writers.add(() -> file.createNew(text));
        }
        assertThat(winners(threads.invokeAll(writers))).isEqualTo(1);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static int winners(List<Future<Boolean>> ended)
      throws InterruptedException, ExecutionException {
    int winners = 0;
    for (Future<Boolean> each : ended) {
      winners += each.get() ? 1 : 0;
    }
    return winners;
  }

  @Test
  void tryingToFillAFolderLeavesEverythingAsItWas() throws IOException {
    Files.writeString(folder.resolve("notes.txt"), "mine");

    Location.of(folder.toString()).tryToFill();
    Location.of(folder + "/new/deeper/run").tryToFill();

    assertThat(files()).containsExactly("notes.txt");
  }

  @Test
  void aFolderThatCannotBeMadeLeavesNothing() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));
    Files.writeString(folder.resolve("notes.txt"), "mine");

    for (String run : List.of("new/" + "a".repeat(300), "link", "link/run", "notes.txt/run")) {
      assertThatThrownBy(() -> Location.of(folder + "/" + run).tryToFill())
          .as(run)
          .isInstanceOf(IOException.class);
    }
    assertThat(link).isSymbolicLink();
    assertThat(files()).containsExactly("link", "notes.txt");
  }

  @Test
  void aFileThatDoesNotFitLeavesTheOldOneAndNoPart() throws IOException {
    Path file = Files.createDirectory(folder.resolve("full")).resolve("result.json");
    Files.writeString(file, "old");
    Location location = Location.of(FaultyFileSystem.path(file));

    assertThatThrownBy(() -> location.write("x".repeat(FaultyFileSystem.ROOM + 1)))
        .isInstanceOf(WriteException.class)
        .hasMessage(FaultyFileSystem.path(file) + ": cannot be written: No space left on device");

    assertThat(file).hasContent("old");
    assertThat(file.getParent().toFile().list()).containsExactly("result.json");
  }

  @Test
  void aLineThatDoesNotFitIsCutOff() throws IOException {
    Path file = Files.createDirectory(folder.resolve("full")).resolve("progress.jsonl");
    Files.writeString(file, "{}\n");
    Location location = Location.of(FaultyFileSystem.path(file));
    String line = "x".repeat(FaultyFileSystem.ROOM + 1);

    assertThatThrownBy(() -> location.append(line, "{}\n" + line))
        .isInstanceOf(WriteException.class)
        .hasMessageEndingWith("progress.jsonl: cannot be written: No space left on device");

    assertThat(file).hasContent("{}\n");
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> !file.equals(folder))
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
