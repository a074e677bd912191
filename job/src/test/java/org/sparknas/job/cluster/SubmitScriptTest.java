package org.sparknas.job.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.util.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How {@code submit.sh} calls spark-submit. */
class SubmitScriptTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"plain.conf", "my file.conf", "c#d.conf", "50%20off.conf", "a,b.conf"})
  void inClusterModeTheConfigurationTravelsUnderItsOwnName(String name)
      throws IOException, InterruptedException {
    Path conf = Files.writeString(folder.resolve(name), "");

    List<String> arguments = submitted("cluster", conf);

    String files = arguments.get(arguments.indexOf("--files") + 1);
    // A comma would divide the list of files.
    assertThat(files).doesNotContain(",");
    assertThat(new org.apache.hadoop.fs.Path(Utils.resolveURI(files)))
        .hasToString("file:" + conf.toRealPath());
    assertThat(Utils.resolveURI(files).getFragment()).isNull();
    assertThat(arguments).endsWith("describe", name);
  }

  @Test
  void inClientModeTheConfigurationIsReadWhereItIs() throws IOException, InterruptedException {
    Path conf = Files.writeString(folder.resolve("c#d.conf"), "");

    assertThat(submitted("client", conf))
        .doesNotContain("--files")
        .endsWith("describe", conf.toString());
  }

  /** What spark-submit was given. */
  private List<String> submitted(String mode, Path conf) throws IOException, InterruptedException {
    Path submit = Files.createDirectories(folder.resolve("spark/bin")).resolve("spark-submit");
    Files.writeString(submit, "#!/usr/bin/env bash\nprintf '%s\\n' \"$@\"\n");
    assertThat(submit.toFile().setExecutable(true)).isTrue();
    ProcessBuilder builder =
        new ProcessBuilder(
            Checkout.find().script("submit.sh").toString(), "describe", conf.toString());
    builder.redirectErrorStream(true);
    builder.environment().put("SPARK_HOME", folder.resolve("spark").toString());
    builder.environment().put("SPARK_NAS_JAR", conf.toString());
    builder.environment().put("DEPLOY_MODE", mode);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().toList();
  }
}
