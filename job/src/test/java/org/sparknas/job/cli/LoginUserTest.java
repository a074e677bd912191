package org.sparknas.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginUserTest {
  @TempDir private Path folder;
  private final String name = System.getProperty("user.name");
  private final String home = System.getProperty("user.home");
  private UserGroupInformation before;

  @BeforeEach
  void rememberTheUser() throws IOException {
    before = UserGroupInformation.getLoginUser();
  }

  @AfterEach
  void restoreTheUser() {
    System.setProperty("user.name", name);
    System.setProperty("user.home", home);
    UserGroupInformation.setLoginUser(before);
  }

  @Test
  void aUserWithoutANameGetsOneAndIsLoggedIn() throws IOException {
    System.setProperty("user.name", "?");
    System.setProperty("user.home", "?");

    LoginUser.nameUnknown();

    assertThat(System.getProperty("user.name")).isNotBlank().isNotEqualTo("?");
    assertThat(System.getProperty("user.home")).isNotEqualTo("?");
    assertThat(UserGroupInformation.getCurrentUser().getShortUserName())
        .isEqualTo(System.getProperty("user.name"));
  }

  @Test
  void aUserWithANameKeepsIt() throws IOException {
    LoginUser.nameUnknown();

    assertThat(System.getProperty("user.name")).isEqualTo(name);
    assertThat(System.getProperty("user.home")).isEqualTo(home);
    assertThat(UserGroupInformation.getLoginUser()).isSameAs(before);
  }

  @Test
  void theNameIsWhatHadoopOrSparkWasToldElseTheNumber() {
    assertThat(LoginUser.name(Map.of(), "12345")).isEqualTo("user-12345");
    assertThat(LoginUser.name(Map.of("SPARK_USER", "ada"), "12345")).isEqualTo("ada");
    assertThat(LoginUser.name(Map.of("SPARK_USER", "ada", "HADOOP_USER_NAME", "bob"), "12345"))
        .isEqualTo("bob");
  }

  @Test
  void theHomeIsTheEnvironmentsIfItCanBeWritten() {
    String given = folder.toString();
    assertThat(LoginUser.home(Map.of("HOME", given), "/tmp")).isEqualTo(given);
    assertThat(LoginUser.home(Map.of("HOME", given + "/none"), "/tmp")).isEqualTo("/tmp");
    assertThat(LoginUser.home(Map.of(), "/tmp")).isEqualTo("/tmp");
  }
}
