package org.sparknas.job.licence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sparknas.job.cluster.Checkout;

/** The jar says whose work it holds: a dependency that is new to the index fails here. */
class LicencesIT {
  private static final URI FOLDER = URI.create("META-INF/licenses/");
  private static final Pattern GIT_PROPERTIES =
      Pattern.compile("org/eclipse/(.+)-git\\.properties");

  private static JarFile jar;
  private static Set<String> files;
  private static LicenceIndex index;

  @BeforeAll
  static void open() throws IOException {
    jar = new JarFile(Checkout.find().jar().toFile());
    files =
        jar.stream()
            .filter(entry -> !entry.isDirectory())
            .map(JarEntry::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    index = LicenceIndex.parse(text(FOLDER + "index.txt"));
  }

  @AfterAll
  static void close() throws IOException {
    jar.close();
  }

  @Test
  void theLicenceIsTheProjectsOwn() throws IOException {
    assertThat(text("META-INF/LICENSE"))
        .isEqualTo(Files.readString(Checkout.find().root().resolve("LICENSE")))
        .contains("Apache License");
  }

  @Test
  void theNoticeIsTheProjectsOwnAndClaimsItForNobodyElse() throws IOException {
    assertThat(text("META-INF/NOTICE"))
        .startsWith("Spark NAS\nCopyright 2026 The Spark NAS authors\n")
        .doesNotContain("Apache Software Foundation");
  }

  @Test
  void noticesOfOthersAreKept() throws IOException {
    assertThat(text("META-INF/NOTICE")).contains("# Jackson JSON processor");
    assertThat(text("META-INF/NOTICE.txt")).startsWith("Apache Commons Net");
  }

  @Test
  void everyFileBelongsToALibraryInTheIndex() {
    assertThat(files)
        .hasSizeGreaterThan(10_000)
        .filteredOn(file -> !isOfTheJarItself(file))
        .allMatch(index::standsFor, "stands under a line of META-INF/licenses/index.txt");
  }

  @Test
  void everyArtefactIsInTheIndex() throws IOException {
    assertThat(artefacts())
        .contains("com.google.code.gson:gson", "org.bytedeco:openblas", "net.sf.opencsv:opencsv")
        .allMatch(index::names, "has a line in META-INF/licenses/index.txt");
  }

  /** Of artefacts whose POM is left out of the jar, their file of git properties is there. */
  @Test
  void everyArtefactOfNd4jIsInTheIndex() {
    Set<String> named =
        index.rows().stream().map(row -> row.name().replace(':', '-')).collect(Collectors.toSet());
    List<String> artefacts =
        files.stream()
            .map(GIT_PROPERTIES::matcher)
            .filter(Matcher::matches)
            .map(matcher -> matcher.group(1))
            .toList();

    assertThat(artefacts).contains("org.nd4j-nd4j-api").isSubsetOf(named);
  }

  @Test
  void everyNativeLibraryIsNamedItself() {
    assertThat(files)
        .filteredOn(file -> file.matches(".*\\.(so|dll|dylib|jnilib|a)(\\.\\d+)*"))
        .hasSizeGreaterThan(5)
        .allMatch(index::namesFile, "is named in META-INF/licenses/index.txt");
  }

  @Test
  void everyTextOfALicenceIsThere() throws IOException {
    for (LicenceIndex.Row row : index.rows()) {
      for (String name : row.texts()) {
        assertThat(text(FOLDER.resolve(name).toString())).as(row.name()).hasSizeGreaterThan(100);
      }
    }
  }

  @Test
  void nothingInTheIndexHasLeftTheJar() {
    for (LicenceIndex.Row row : index.rows()) {
      for (String path : row.files()) {
        assertThat(files).as(row.name()).anyMatch(file -> LicenceIndex.is(path, file));
      }
    }
    assertThat(index.rows().stream().flatMap(row -> row.texts().stream()))
        .containsAll(
            files.stream()
                .filter(file -> file.startsWith(FOLDER.toString()))
                .map(file -> file.substring(FOLDER.toString().length()))
                .filter(name -> !name.equals("index.txt"))
                .toList());
  }

  /** Lists of class names, descriptions of the jar, and what the tests above read. */
  private static boolean isOfTheJarItself(String file) {
    return file.startsWith("META-INF/services/")
        || file.startsWith("META-INF/maven/")
        || file.startsWith(FOLDER.toString())
        || Set.of("META-INF/MANIFEST.MF", "META-INF/LICENSE").contains(file)
        || file.startsWith("META-INF/NOTICE")
        || GIT_PROPERTIES.matcher(file).matches();
  }

  private static Set<String> artefacts() throws IOException {
    Set<String> artefacts = new TreeSet<>();
    for (String file : files) {
      if (file.matches("META-INF/maven/.+/pom\\.properties")) {
        Properties properties = new Properties();
        try (InputStream in = jar.getInputStream(jar.getEntry(file))) {
          properties.load(in);
        }
        artefacts.add(
            properties.getProperty("groupId") + ":" + properties.getProperty("artifactId"));
      }
    }
    return artefacts;
  }

  private static String text(String file) throws IOException {
    JarEntry entry = jar.getJarEntry(file);
    assertThat(entry).as(file).isNotNull();
    try (InputStream in = jar.getInputStream(entry)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
