package org.sparknas.job.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparknas.job.cluster.Checkout;

/** The program as a stranger's machine starts it. */
class ScriptsIT {
  private final Checkout checkout = Checkout.find();
  @TempDir private Path folder;

  @Test
  void anOutputWithAnAccentIsFilledUnderCronsLocale() throws IOException, InterruptedException {
    ScriptRun run =
        bash(
            Map.of("LC_ALL", "C"),
            "\"$script\" search \"$conf\" --dry-run -D output=$'na\\xc3\\xafve-1'");

    assertThat(run.exit()).as(run.output()).isZero();
    assertThat(run.output()).contains("Output: naïve-1\n");
  }

  @Test
  void javaStartedOtherwiseRefusesSuchAnOutput() throws IOException, InterruptedException {
    ScriptRun run =
        bash(
            Map.of("LC_ALL", "C", "SPARK_LOCAL_IP", "127.0.0.1"),
            "\"$java\" \"@$options\" -cp \"$classpath\" org.sparknas.job.cli.Main"
                + " search \"$conf\" --dry-run -D output=$'na\\xc3\\xafve-1'");

    assertThat(run.exit()).as(run.output()).isEqualTo(2);
    assertThat(run.output()).contains("set LC_ALL=C.UTF-8").doesNotContain("\tat ");
  }

  @Test
  void aResultThatFindsNoRoomIsAFailure() throws IOException, InterruptedException {
    ScriptRun run = bash(Map.of(), "\"$script\" describe \"$conf\" > /dev/full");

    assertThat(run.exit()).as(run.output()).isEqualTo(1);
    assertThat(run.output()).contains("standard output could not be written");
  }

  @Test
  void temporaryFoldersThatCannotBeWrittenEndInASentence()
      throws IOException, InterruptedException {
    ScriptRun run =
        bash(
            Map.of("SPARK_LOCAL_DIRS", "/proc/none"), "\"$script\" search \"$conf\" -D output=run");

    assertThat(run.exit()).as(run.output()).isEqualTo(2);
    assertThat(run.output())
        .contains("no folder for Spark's temporary files can be written: /proc/none")
        .doesNotContain("\tat ")
        .hasLineCount(2); // the other is Java's, of its vectors
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void memoryThatRunsOutNamesTheSettingToRaise() throws IOException, InterruptedException {
    ScriptRun run =
        bash(
            Map.of("JAVA_OPTIONS", "-Xmx60m"),
            "\"$script\" search \"$conf\" -D data.generated.train-size=100000 -D output=run");

    assertThat(run.exit()).as(run.output()).isEqualTo(1);
    assertThat(run.output())
        .contains("out of memory (Java heap space): raise SPARK_NAS_HEAP_GB")
        .doesNotContain("\tat ");
  }

  private ScriptRun bash(Map<String, String> environment, String command)
      throws IOException, InterruptedException {
    Map<String, String> all = new HashMap<>(environment);
    all.put("SPARK_NAS_JAR", checkout.jar().toString());
    all.put("JAVA_HOME", System.getProperty("java.home"));
    all.put("script", checkout.script("run-local.sh").toString());
    all.put("conf", checkout.configuration("quickstart.conf").toString());
    all.put("java", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    all.put("options", checkout.script("java17.options").toString());
    all.put("classpath", checkout.jar() + ":" + checkout.sparkHome().resolve("jars") + "/*");
    return ScriptRun.of(folder, all, List.of("bash", "-c", command));
  }
}
