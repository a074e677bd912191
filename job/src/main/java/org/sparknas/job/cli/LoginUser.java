package org.sparknas.job.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * The user of this process where the system knows only a number, as in containers that run under a
 * user id of their own. Hadoop's login wants a name, and Java a home folder.
 */
final class LoginUser {
  /** What Java says where there is no name or home. */
  private static final String UNKNOWN = "?";

  private LoginUser() {}

  /** Gives the user a name and a home folder, if it has none. */
  static void nameUnknown() {
    if (System.getProperty("user.home", UNKNOWN).equals(UNKNOWN)) {
      System.setProperty("user.home", home(System.getenv(), System.getProperty("java.io.tmpdir")));
    }
    if (System.getProperty("user.name", UNKNOWN).equals(UNKNOWN)) {
      String name = name(System.getenv(), userId());
      System.setProperty("user.name", name);
      UserGroupInformation.setLoginUser(UserGroupInformation.createRemoteUser(name));
    }
  }

  /** The name that Hadoop or Spark was told, else one made of the number. */
  static String name(Map<String, String> environment, String userId) {
    String spark = environment.getOrDefault("SPARK_USER", "user-" + userId);
    return environment.getOrDefault("HADOOP_USER_NAME", spark);
  }

  /**
   * The folder that the environment names, if it can be written, else the one for temporary files.
   */
  static String home(Map<String, String> environment, String temporary) {
    String named = environment.getOrDefault("HOME", "");
    File folder = new File(named);
    return folder.isDirectory() && folder.canWrite() ? named : temporary;
  }

  private static String userId() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "unknown";
    }
  }
}
