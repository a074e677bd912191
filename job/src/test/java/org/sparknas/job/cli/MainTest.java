package org.sparknas.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparknas.supernet.architecture.ArchitectureFile;
import org.sparknas.supernet.oneshot.OneShotSettings;
import org.sparknas.supernet.oneshot.OneShotSpace;

class MainTest {
  private static final String S_PLUS =
      "0 0 0 1 0 0 1 0 3 2 0 1 2 2 1 2 0 0 2 0,8 7 6 8 5 7 3 4 2 4 2 3 4 5 6 6 3 3 4 6\n";
  private static final String SMALL =
      """
      space {
        layout = custom, stage-channels = [24, 32], stage-repeats = [1, 2]
        image-size = 16, classes = 10
      }
      data { format = generated, generated { train-size = 200, test-size = 50 } }
      data { validation-images = 50, calibration-images = 40 }
      """;

  @TempDir private Path folder;
  private String conf;
  private String output;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void writeConfiguration() throws IOException {
    conf = file("my.conf", SMALL);
    output = folder.resolve("run").toString();
  }

  @Test
  void costPrintsThePublishedCountsAsOneJsonLineAndNothingElse() throws IOException {
    String genes = file("genes.csv", "blocks,channels\n" + S_PLUS + S_PLUS);

    int exit = run("cost", file("imagenet.conf", ""), "--genes", genes);

    assertThat(exit).isZero();
    assertThat(out()).hasLineCount(2);
    JsonNode line = json(out().lines().findFirst().orElseThrow());
    assertThat(line.get("macs").toString()).isEqualTo("291475944");
    assertThat(line.get("parameters").toString()).isEqualTo("3541829");
    assertThat(line.get("micronet_parameters").toString()).isEqualTo("3652225");
    assertThat(line.has("micronet_score_int8")).isTrue();
    assertThat(err()).isEmpty();
  }

  @Test
  void costCountsByAnotherConventionAndShowsEachOperation() throws IOException {
    String genes = file("genes.csv", "blocks,channels\n" + S_PLUS);

    int exit =
        run(
            "cost",
            file("imagenet.conf", ""),
            "--genes",
            genes,
            "--convention",
            "micronet",
            "--profile");

    assertThat(exit).isZero();
    assertThat(out()).hasLineCount(1);
    assertThat(json(out()).get("convention").textValue()).isEqualTo("micronet");
    assertThat(json(out()).get("mults").toString()).isEqualTo("301383552");
    assertThat(err())
        .startsWith("convention micronet\n")
        .containsPattern("\nblock +node +operation +output")
        .containsPattern("\ntotal .*301383552");
  }

  @Test
  void costOfAnArchitecturesFileEqualsThatOfItsGenes() throws IOException {
    OneShotSpace space = new OneShotSpace(OneShotSettings.imageNet());
    String architecture =
        file("a.json", ArchitectureFile.write(space.architecture(Collections.nCopies(40, 1))));
    String ones = String.join(" ", Collections.nCopies(20, "1"));
    String genes = file("genes.csv", "blocks,channels\n" + ones + "," + ones + "\n");
    String imageNet = file("imagenet.conf", "");

    run("cost", imageNet, "--architecture", architecture);
    String first = out();
    out.reset();
    run("cost", imageNet, "--genes", genes);

    assertThat(first).isNotEmpty().isEqualTo(out());
  }

  @Test
  void describePrintsDecisionsSizeParametersAndCosts() {
    assertThat(run("describe", conf)).isZero();
    assertThat(out())
        .containsPattern("stage2.block2.operation +snb3, snb5, snb7, sxb3")
        .containsPattern("stage1.block1.width +0.2, 0.4")
        .contains("Architectures: 64000, about 6.40E+4")
        .containsPattern("Supernet parameters: \\d+, of which")
        .containsPattern("\nmacs +\\d+ +\\d+\n");
  }

  @Test
  void aDryRunChecksEverythingAndWritesNothing() throws IOException {
    int exit =
        run("search", conf, "-D", "output=" + output, "--dry-run", "-Dtraining.batch-size=8");

    assertThat(exit).isZero();
    assertThat(out())
        .contains("nothing was started")
        .contains("Training: 150 images of 16x16x3 in 10 classes")
        .contains("Validation: 50 images, calibration: 40, test: 50");
    assertThat(Path.of(output)).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"my confs", "100%", "50%20off", "c#d", "né"})
  void everyPathMayHaveAnyName(String name) throws IOException {
    Path odd = Files.createDirectory(folder.resolve(name));
    Path settings = Files.writeString(odd.resolve(name + ".conf"), SMALL);
    Path genes = Files.writeString(odd.resolve(name + ".csv"), "blocks,channels\n0 0 0,0 0 0\n");

    assertThat(run("describe", settings.toString())).as(err()).isZero();
    assertThat(run("describe", settings.toUri().getPath())).as(err()).isZero();
    assertThat(run("cost", settings.toString(), "--genes", genes.toString())).as(err()).isZero();
    assertThat(
            run(
                "search",
                Path.of("").toAbsolutePath().relativize(settings).toString(),
                "-Doutput=" + odd.resolve("run"),
                "--dry-run",
                "-Dtraining.batch-size=8"))
        .as(err())
        .isZero();
    assertThat(out()).contains("Output: " + odd.resolve("run"));
    refused(
        "--supernet: " + odd + "; must be the folder of a run",
        "score",
        settings.toString(),
        "--supernet",
        odd.toString(),
        "--genes",
        genes.toString());
  }

  @Test
  void aDryRunRefusesConstraintsThatNothingKeeps() {
    String constraints = "-Dsearch.constraints=[\"macs <= 1\"]";

    int exit = run("search", conf, "-D", "output=" + output, "--dry-run", constraints);

    assertThat(exit).isEqualTo(ExitCode.NOTHING_FEASIBLE);
    assertThat(err()).contains("macs <= 1: nearest seen");
    assertThat(out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "--version", "search --help", "cost --help"})
  void helpAndVersionGoToStandardOutput(String command) {
    assertThat(run(command.split(" "))).isZero();
    assertThat(out()).isNotEmpty();
    assertThat(err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "find",
        "cost",
        "cost CONF",
        "cost CONF --genes a --architecture b",
        "cost CONF --genes a --convention mine",
        "score CONF --genes a",
        "search CONF --fast",
        "search CONF CONF",
        "describe none.conf"
      })
  void badUsageEndsWithTwo(String command) {
    String[] arguments =
        Stream.of(command.split(" "))
            .filter(word -> !word.isEmpty())
            .map(word -> word.equals("CONF") ? conf : word)
            .toArray(String[]::new);

    assertThat(run(arguments)).isEqualTo(2);
    assertThat(out()).isEmpty();
    assertThat(err()).isNotEmpty();
  }

  @Test
  void searchWithoutDataEndsWithTwo() {
    refused(
        "data.format: \"none\" from -D; this command needs images: must be one of",
        "search",
        conf,
        "-D",
        "output=" + output,
        "-D",
        "data.format=none");
    assertThat(Path.of(output)).doesNotExist();
  }

  @Test
  void searchWithoutAFolderEndsWithTwo() {
    refused("output: not set; search needs a folder to fill", "search", conf);
  }

  @Test
  void searchIntoTheFolderOfAnotherRunEndsWithTwoAndOverwritesNothing() throws IOException {
    Files.createDirectories(Path.of(output));
    Files.writeString(Path.of(output, "progress.jsonl"), "kept");

    refused("holds another run (progress.jsonl)", "search", conf, "-D", "output=" + output);
    assertThat(Path.of(output, "progress.jsonl")).hasContent("kept");
  }

  @Test
  void searchOfASupernetThatIsNoneEndsWithTwo() {
    refused(
        "--supernet: " + folder + "; must be the folder of a run that trained a supernet",
        "search",
        conf,
        "-D",
        "output=" + output,
        "--supernet",
        folder.toString());
    refused(
        "holds no supernet.bin",
        "score",
        conf,
        "--supernet",
        folder.toString(),
        "--genes",
        "genes.csv");
  }

  @Test
  void badSettingsEndWithTwoAndAreAllNamed() {
    refused(
        "training.epoch from -D is not known; did you mean training.epochs?",
        "describe",
        conf,
        "-D",
        "training.epoch=3",
        "-D",
        "search.population=0");
    assertThat(err()).contains("search.population: 0 from -D; must be at least 2");
  }

  @Test
  void badGenesEndWithTwoBeforeAnythingIsPrinted() throws IOException {
    String genes = file("genes.csv", "blocks,channels\n0 0 0,0 0 0\n0 0 7,0 0 0\n");

    refused(
        genes + " line 3: gene 3 of blocks is '7'; must be from 0 to 3",
        "cost",
        conf,
        "--genes",
        genes);
  }

  @Test
  void dataThatTheSpaceIsNotMadeForEndsWithTwo() throws IOException {
    byte[] record = new byte[3073];
    Path train = Files.write(folder.resolve("train.bin"), record);
    Path test = Files.write(folder.resolve("test.bin"), record);
    String[] arguments = {
      "search",
      conf,
      "-D",
      "output=" + output,
      "-D",
      "data.format=cifar10",
      "-D",
      "data.cifar10.train=" + train,
      "-D",
      "data.cifar10.test=" + test
    };

    refused(
        "space.image-size: 16 in " + conf + " line 3; must be 32, the height and width of",
        arguments);
  }

  @Test
  void moreImagesThanThereAreEndWithTwo() {
    refused(
        "data.validation-images: 200 from -D; must be at most 199",
        "search",
        conf,
        "-D",
        "output=" + output,
        "-D",
        "data.validation-images=200");
    refused(
        "data.calibration-images: 151 from -D; must be at most 150",
        "search",
        conf,
        "-D",
        "output=" + output,
        "-D",
        "data.calibration-images=151");
    refused(
        "training.batch-size: 100 from -D; must be at most 75: 150 training images for 2",
        "search",
        conf,
        "-D",
        "output=" + output,
        "-D",
        "training.batch-size=100",
        "-D",
        "training.workers=2");
    refused(
        "space.classes: 21 from -D; must be from 2 to 20 for generated images",
        "search",
        conf,
        "-D",
        "output=" + output,
        "-D",
        "space.classes=21");
  }

  private void refused(String message, String... arguments) {
    err.reset();
    out.reset();
    assertThat(run(arguments)).isEqualTo(2);
    assertThat(err()).contains(message).doesNotContain("\tat ");
    assertThat(out()).isEmpty();
  }

  private int run(String... arguments) {
    return Main.run(
        arguments,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static JsonNode json(String line) throws IOException {
    return new ObjectMapper().readTree(line);
  }
}
