package org.sparknas.job.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.StrictJson;
import org.sparknas.supernet.oneshot.OneShotSettings;
import org.sparknas.supernet.oneshot.OneShotSpace;

class RunFolderTest {
  private static final OneShotSpace SPACE = new OneShotSpace(OneShotSettings.imageNet());
  private static final Architecture ARCHITECTURE = SPACE.architecture(Collections.nCopies(40, 1));

  @TempDir private Path folder;

  @Test
  void refusesAFolderThatHoldsAnotherRunAndSaysWhatToDo() throws IOException {
    Files.writeString(folder.resolve("result.json"), "{}");
    Files.writeString(folder.resolve("notes.txt"), "mine");
    RunFolder run = RunFolder.of(folder.toString());

    assertThatThrownBy(() -> run.refuseAnotherRun("output: a in my.conf line 2"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("output: a in my.conf line 2; holds another run (result.json)")
        .hasMessageContaining("-D output=");
    assertThat(folder.resolve("result.json")).hasContent("{}");
  }

  @Test
  void takesAFolderThatIsMissingOrHoldsOtherThings() throws IOException {
    Files.writeString(folder.resolve("notes.txt"), "mine");

    assertThatCode(() -> RunFolder.of(folder.toString()).refuseAnotherRun("output"))
        .doesNotThrowAnyException();
    assertThatCode(() -> RunFolder.of(folder + "/new/run").refuseAnotherRun("output"))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> RunFolder.of(file.toString()).refuseAnotherRun("output"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("must be a folder");
  }

  @Test
  void refusesAFileSystemThatIsNotKnown() {
    assertThatThrownBy(() -> RunFolder.of("nowhere://there/run"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("nowhere");
  }

  @Test
  void leavesItsFilesAndNothingElse() throws IOException {
    RunFolder run = RunFolder.of(folder + "/run");
    run.claim("output");
    run.start("seed = 1\n");
    run.addLines(RunFolder.PROGRESS, List.of(line("epoch", 1)));
    run.addLines(RunFolder.PROGRESS, List.of(line("epoch", 2)));
    RunFolder.of(folder + "/run").addLines(RunFolder.PROGRESS, List.of(line("generation", 1)));
    run.writeArchitecture("genetic-1.json", ARCHITECTURE);
    run.writeArchitecture("genetic-1.json", ARCHITECTURE);

    assertThat(folder.resolve("run/progress.jsonl"))
        .hasContent("{\"epoch\":1}\n{\"epoch\":2}\n{\"generation\":1}\n");
    assertThat(StoredArchitecture.read(Location.of(folder + "/run/genetic-1.json"), SPACE))
        .isEqualTo(ARCHITECTURE);
    try (Stream<Path> files = Files.list(folder.resolve("run"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "claim.json", "configuration.conf", "progress.jsonl", "genetic-1.json");
    }
    run.release();
    assertThatThrownBy(() -> run.refuseAnotherRun("output"))
        .hasMessageContaining("holds another run (progress.jsonl)");
  }

  @Test
  void aRunThatNeverComputedAnythingIsNotInTheWay() {
    RunFolder run = RunFolder.of(folder.toString());
    run.claim("output");
    run.start("seed = 1\n");
    run.release();

    assertThatCode(() -> RunFolder.of(folder.toString()).refuseAnotherRun("output"))
        .doesNotThrowAnyException();
  }

  @Test
  void aFolderThatARunFillsIsRefusedUntilThatRunEnds() {
    RunFolder first = RunFolder.of(folder + "/run");
    RunFolder second = RunFolder.of(folder + "/run");
    first.claim("output");

    for (Consumer<String> refusing :
        List.<Consumer<String>>of(second::claim, second::refuseAnotherRun)) {
      assertThatThrownBy(() -> refusing.accept("output: run from -D"))
          .isInstanceOf(StoreException.class)
          .hasMessageStartingWith(
              "output: run from -D; is claimed by process " + ProcessHandle.current().pid())
          .hasMessageContaining("deleting " + folder + "/run/claim.json frees this one")
          .hasMessageNotContaining("runs no more");
    }
    first.release();

    assertThat(folder.resolve("run")).isEmptyDirectory();
    assertThatCode(() -> second.claim("output")).doesNotThrowAnyException();
    second.release();
  }

  /** It may have died, or run elsewhere: nobody but the user can tell for sure. */
  @Test
  void aClaimThatAKilledRunLeftStaysAndIsExplained() throws Exception {
    Process killed = new ProcessBuilder("sleep", "100").start();
    RunFolder.of(folder.toString()).claim("output");
    Path claim = folder.resolve("claim.json");
    String own = Long.toString(ProcessHandle.current().pid());
    Files.writeString(claim, Files.readString(claim).replace(own, Long.toString(killed.pid())));
    killed.destroyForcibly().waitFor();

    assertThatThrownBy(() -> RunFolder.of(folder.toString()).refuseAnotherRun("output"))
        .hasMessageContaining("process " + killed.pid())
        .hasMessageContaining("which runs no more and left the claim");
    Files.writeString(folder.resolve("progress.jsonl"), "{}\n");
    assertThatThrownBy(() -> RunFolder.of(folder.toString()).refuseAnotherRun("output"))
        .hasMessageContaining("holds another run (progress.jsonl)");
    assertThat(claim).exists();
  }

  @Test
  void aClaimOfAnotherHostOrOneThatIsNotWrittenYetIsKept() throws IOException {
    Path claim = folder.resolve("claim.json");
    Files.writeString(claim, "{\"host\": \"far\", \"process\": 1, \"start\": \"noon\"}");
    assertThatThrownBy(() -> RunFolder.of(folder.toString()).claim("output"))
        .hasMessageContaining("is claimed by process 1 on far since noon:");

    Files.writeString(claim, "");
    assertThatThrownBy(() -> RunFolder.of(folder.toString()).claim("output"))
        .hasMessageContaining("is claimed by a run that has just begun");
  }

  @Test
  void aRunThatEndedSinceTheFolderWasLookedAtIsKept() throws IOException {
    RunFolder run = RunFolder.of(folder.toString());
    run.refuseAnotherRun("output");
    Files.writeString(folder.resolve("result.json"), "{}");

    assertThatThrownBy(() -> run.claim("output"))
        .hasMessageContaining("holds another run (result.json)");
    assertThat(folder.resolve("claim.json")).doesNotExist();
  }

  @Test
  void everyFileOfARunThatDoesNotFitIsNamed() throws IOException {
    FaultyFileSystem.register();
    try {
      RunFolder run = RunFolder.of(FaultyFileSystem.path(folder) + "/full/run");
      run.claim("output");
      ObjectNode line =
          JsonNodeFactory.instance.objectNode().put("note", "x".repeat(FaultyFileSystem.ROOM + 1));
      Map<String, ThrowingCallable> writes =
          Map.of(
              "configuration.conf", () -> run.start("#".repeat(FaultyFileSystem.ROOM + 1)),
              "progress.jsonl", () -> run.addLines(RunFolder.PROGRESS, List.of(line)),
              "candidates.jsonl", () -> run.addLines(RunFolder.CANDIDATES, List.of(line)),
              "supernet.bin", () -> run.supernet().write(out -> out.write(new byte[20_000])));
      writes.forEach(
          (name, write) ->
              assertThatThrownBy(write)
                  .isInstanceOf(WriteException.class)
                  .hasMessageContaining(name + ": cannot be written: No space left on device"));
      run.release();

      assertThat(folder.resolve("full/run")).isEmptyDirectory();
    } finally {
      FaultyFileSystem.forget();
    }
  }

  @Test
  void aResultHasAFormatAndNamesThatCarryUnits() throws IOException {
    RunFolder run = RunFolder.of(folder.toString());
    Map<String, Double> costs = Map.of("macs", 291475944.0);
    RunResult result =
        new RunResult(
            RunResult.FORMAT,
            "0.1",
            7,
            RunResult.Space.of(SPACE),
            new RunResult.Data(5000, 1000, 500, 2000, "aa", "bb"),
            Map.of("epochs", 3),
            List.of(
                new RunResult.Search(
                    "genetic",
                    7,
                    "accuracy",
                    List.of("score <= 1"),
                    50,
                    40,
                    1,
                    false,
                    List.of(
                        RunResult.Best.of(
                            1, "genetic-1.json", ARCHITECTURE, costs, 0.5, 0.5, 0.9, null, null)))),
            List.of("12 of 2000 test images are training images too"),
            Map.of("training", 12.5));
    run.writeResult(result);

    JsonNode json = StrictJson.read(Files.readString(folder.resolve("result.json")));
    assertThat(json.get("format").intValue()).isEqualTo(1);
    assertThat(json.at("/warnings/0").textValue()).startsWith("12 of 2000 test images");
    assertThat(json.at("/space/name").textValue()).isEqualTo("oneshot");
    assertThat(json.at("/timings_seconds/training").doubleValue()).isEqualTo(12.5);
    JsonNode best = json.at("/searches/0/best/0");
    assertThat(best.at("/costs/macs").toString()).isEqualTo("291475944");
    assertThat(best.at("/validation_top1").doubleValue()).isEqualTo(0.5);
    assertThat(best.has("test_top1")).isFalse();
    assertThat(best.at("/decisions/stage1.block1.operation").textValue()).isEqualTo("snb5");
  }

  private static ObjectNode line(String name, int value) {
    return JsonNodeFactory.instance.objectNode().put(name, value);
  }
}
