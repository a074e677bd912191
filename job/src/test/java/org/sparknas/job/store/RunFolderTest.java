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
import java.util.stream.Stream;
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
          .containsExactlyInAnyOrder("configuration.conf", "progress.jsonl", "genetic-1.json");
    }
    assertThatThrownBy(() -> run.refuseAnotherRun("output"))
        .hasMessageContaining("holds another run (progress.jsonl)");
  }

  @Test
  void aRunThatNeverComputedAnythingIsNotInTheWay() throws IOException {
    RunFolder.of(folder.toString()).start("seed = 1\n");

    assertThatCode(() -> RunFolder.of(folder.toString()).refuseAnotherRun("output"))
        .doesNotThrowAnyException();
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
