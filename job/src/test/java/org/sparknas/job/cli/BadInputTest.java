package org.sparknas.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparknas.job.store.FaultyFileSystem;

/** Every kind of bad input: a message that helps, exit code 2, nothing started or written. */
class BadInputTest {
  private static final String SMALL =
      """
      space {
        layout = custom, stage-channels = [8, 16], stage-repeats = [1, 1]
        stem-channels = 4, image-size = 8, image-channels = 1, classes = 3
      }
      data {
        format = idx, validation-images = 4, calibration-images = 4
        idx { train-images = %1$s/images, train-labels = %1$s/labels }
        idx { test-images = %1$s/other-images, test-labels = %1$s/other-labels }
      }
      training.batch-size = 2
      """;
  private static final int IMAGES = 12;

  @TempDir private Path folder;
  private Path conf;
  private Path output;

  @BeforeEach
  void writeAConfigurationAndItsImages() throws IOException {
    conf = Files.writeString(folder.resolve("my.conf"), SMALL.formatted(folder));
    output = folder.resolve("run");
    byte[] labels = new byte[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      labels[i] = (byte) (i % 3);
    }
    for (String prefix : List.of("", "other-")) {
      byte[] pixels = pixels(prefix.length());
      Files.write(folder.resolve(prefix + "images"), idx(0x803, pixels, IMAGES, 8, 8));
      Files.write(folder.resolve(prefix + "labels"), idx(0x801, labels, IMAGES));
    }
  }

  private static byte[] pixels(long seed) {
    byte[] pixels = new byte[IMAGES * 64];
    new Random(seed).nextBytes(pixels);
    return pixels;
  }

  private static byte[] idx(int magic, byte[] content, int... sizes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(magic);
    for (int size : sizes) {
      out.writeInt(size);
    }
    out.write(content);
    return bytes.toByteArray();
  }

  /** Else every refusal below could be for another reason. */
  @Test
  void withoutAnyFaultTheConfigurationIsGood() {
    CommandLineRun run = search("--dry-run");

    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "training.epoch = 3 | training.epoch in %s line 11 is not known; did you mean"
            + " training.epochs?",
        "trainig.epochs = 3 | trainig in %s line 11 is not known; did you mean training?",
        "search.mutate = 1.5 | search.mutate: 1.5 in %s line 11; must be from 0 to 1",
        "training.workers = 0 | training.workers: 0 in %s line 11; must be at least 1",
        "search.constraints = [\"latency <= 3\"] | search.constraints: \"latency <= 3\" in %s line"
            + " 11; constraint 'latency <= 3': no cost is named 'latency': known are macs",
        "training.constraints = [\"energy <= 3\"] | training.constraints: \"energy <= 3\" in %s"
            + " line 11; constraint 'energy <= 3': no cost is named 'energy': known are macs",
        "data.format = none | data.format: \"none\" in %s line 11; this command needs images: must"
            + " be one of generated, cifar10, idx",
      })
  void aBadSetting(String line, String message) throws IOException {
    Files.writeString(conf, Files.readString(conf) + line + "\n");

    refused(message.formatted(conf), search());
  }

  @Test
  void genesOutOfRangeOrTooFewWhateverTheCommand() throws IOException {
    Path genes = folder.resolve("genes.csv");
    String supernet = Files.createDirectory(folder.resolve("trained")).toString();
    Files.createFile(folder.resolve("trained").resolve("supernet.bin"));
    List<List<String>> commands =
        List.of(
            List.of("cost", conf.toString()),
            List.of("score", conf.toString(), "--supernet", supernet));
    for (List<String> command : commands) {
      List<String> arguments = new ArrayList<>(command);
      arguments.addAll(List.of("--genes", genes.toString()));
      Files.writeString(genes, "blocks,channels\n0 4,0 0\n");
      refused(
          genes + " line 2: gene 2 of blocks is '4'; must be from 0 to 3",
          CommandLineRun.of(arguments.toArray(String[]::new)));
      Files.writeString(genes, "blocks,channels\n0 0,0 0\n0 0,0\n");
      refused(genes + " line 3: ", CommandLineRun.of(arguments.toArray(String[]::new)));
    }
  }

  @Test
  void aDataFileThatIsMissing() throws IOException {
    Files.delete(folder.resolve("labels"));

    refused("data.idx.train-labels: %s/labels in %s line 7".formatted(folder, conf), search());
  }

  @Test
  void aFileThatMayNotBeReadWhateverItIs() throws IOException {
    FaultyFileSystem.register();
    try {
      Path file = Files.writeString(folder.resolve("denied"), "");
      String denied = FaultyFileSystem.path(file);
      String says = "cannot be read: " + file + " (Permission denied)";

      refused("configuration file " + denied + " " + says, CommandLineRun.of("describe", denied));
      refused(
          "data.idx.train-labels: " + denied + " from -D; " + says,
          search("-Ddata.idx.train-labels=" + denied));
      refused(
          "cost.latency.table: \""
              + denied
              + "\" from -D; must be a latency table that can be read",
          CommandLineRun.of(
              "describe",
              Files.writeString(folder.resolve("tfnas.conf"), "space.name = tfnas").toString(),
              "-Dcost.latency.table=" + denied));
      for (String option : List.of("--genes", "--architecture")) {
        refused(denied + ": " + says, CommandLineRun.of("cost", conf.toString(), option, denied));
      }
    } finally {
      FaultyFileSystem.forget();
    }
  }

  @Test
  void anOutputThatCannotBeMade() throws IOException {
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));
    for (String run : List.of("x".repeat(300), "link", "link/run", "my.conf/run")) {
      output = folder.resolve(run);
      for (String option : List.of("--dry-run", "-Dseed=2")) {
        refused(
            "output: \"" + output + "\" from -D; must be a folder that can be made and filled: ",
            search(option));
      }
    }
    output = folder.resolve("~");
    refused(
        "~somebody/run: cannot be reached: another user's home folder",
        CommandLineRun.of("search", conf.toString(), "-D", "output=~somebody/run"));
  }

  @Test
  void anOutputThatAnotherRunFills() throws IOException {
    Files.createDirectory(output);
    Files.writeString(
        output.resolve("claim.json"), "{\"host\": \"far\", \"process\": 1, \"start\": \"noon\"}");

    CommandLineRun run = search();

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains("output: \"" + output + "\" from -D; is claimed by process 1 on far since noon")
        .doesNotContain("\tat ");
    assertThat(output.toFile().list()).containsExactly("claim.json");
  }

  @Test
  void aDataFileThatEndsTooEarly() throws IOException {
    Path images = folder.resolve("images");
    Files.write(images, Arrays.copyOf(Files.readAllBytes(images), 16 + 3 * 64 + 5));

    refused(
        "data.idx.train-images: %s in %s line 7; ends at byte 213, inside image 3"
            .formatted(images, conf),
        search());
  }

  @ParameterizedTest
  @CsvSource({"images, test-images, train-images", "labels, test-labels, train-labels"})
  void aFileThatIsNamedTwice(String file, String setting, String other) {
    String path = folder + "/./" + file;

    refused(
        "data.idx.%s: %s from -D; must be a file that is named once, and data.idx.%s in %s"
            .formatted(setting, path, other, conf),
        search("-D", "data.idx." + setting + "=" + path));
  }

  @Test
  void aTrainingFileThatIsNamedTwice() {
    String twice = "data.cifar10.train=[\"" + folder + "/a\", \"file:" + folder + "/a\"]";

    refused(
        "must be a file that is named once, and data.cifar10.train from -D names it, too",
        search("-Ddata.format=cifar10", "-D", twice, "-Ddata.cifar10.test=b"));
  }

  @Test
  void imagesThatStandTwiceAreCountedInAWarning() throws IOException {
    byte[] train = pixels(0);
    System.arraycopy(train, 0, train, 64, 64);
    byte[] test = pixels(1);
    System.arraycopy(train, 5 * 64, test, 2 * 64, 3 * 64);
    Files.write(folder.resolve("images"), idx(0x803, train, IMAGES, 8, 8));
    Files.write(folder.resolve("other-images"), idx(0x803, test, IMAGES, 8, 8));

    CommandLineRun run = search("--dry-run");

    assertThat(run.exit()).isZero();
    assertThat(run.err().lines())
        .containsExactly(
            "warning: 3 of 12 test images are training images too: they say nothing of new images",
            "warning: 1 of 12 training images repeat another one: some may be validation images,"
                + " too");
    assertThat(run.out()).doesNotContain("warning");
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 4, 16})
  void imagesThatAreNotSquare(int size) throws IOException {
    Files.write(folder.resolve("images"), idx(0x803, pixels(0), IMAGES, 16, 4));

    refused(
        "data.idx.train-images: %s/images in %s line 7; has images of 16 by 4 pixels (height,"
                .formatted(folder, conf)
            + " width); must be square, as only square images are read",
        search("-D", "space.image-size=" + size));
  }

  @Test
  void aLabelOutOfRange() throws IOException {
    Path labels = folder.resolve("labels");
    byte[] bytes = Files.readAllBytes(labels);
    bytes[8 + 5] = 3;
    Files.write(labels, bytes);

    refused("record 5 at byte 13 has label 3; must be from 0 to 2 (space.classes is 3)", search());
  }

  @Test
  void anOutputFolderThatHoldsAnotherRun() throws IOException {
    Files.createDirectory(output);
    Files.writeString(output.resolve("result.json"), "kept");

    CommandLineRun run = search();

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("output: \"" + output + "\" from -D; holds another run");
    assertThat(output.resolve("result.json")).hasContent("kept");
    assertThat(output.toFile().list()).containsExactly("result.json");
  }

  @Test
  void aFileSystemWhoseLibraryIsMissing() {
    CommandLineRun run =
        CommandLineRun.of("search", conf.toString(), "-D", "output=s3a://bucket/run");

    refused("s3a://bucket/run: cannot be reached: the library for s3a: is not on", run);
  }

  @Test
  void moreGeneratedPixelsThanAnArrayHolds() {
    CommandLineRun run =
        search(
            "-Ddata.format=generated", "-Dspace.image-size=224", "-Ddata.generated.train-size=50K");

    refused(
        "data.generated: 50000 images of 224x224x1 (space.image-size); must be less than 2 GiB",
        run);
  }

  private CommandLineRun search(String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("search", conf.toString(), "-D", "output=" + output));
    arguments.addAll(List.of(options));
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  private void refused(String message, CommandLineRun run) {
    assertThat(run.err()).contains(message).doesNotContain("\tat ");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(output.toFile()).doesNotExist();
  }
}
