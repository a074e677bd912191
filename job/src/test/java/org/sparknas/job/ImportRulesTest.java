package org.sparknas.job;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Imports point one way: job to supernet, job to evolution, and inside supernet downwards. */
class ImportRulesTest {

  private static final JavaClasses PRODUCTION =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.sparknas");

  /** Says nothing of a thing: a class of this name has no single job. */
  private static final String EMPTY_NAME =
      "(?i).*\\.(util|helper|manager|common)s?\\..*|.*(Util|Helper|Manager|Common)s?";

  @Test
  void evolutionUsesOnlyTheJdkAndJenetics() {
    onlyUses("org.sparknas.evolution..", "io.jenetics..", "org.slf4j..").check(PRODUCTION);
  }

  @Test
  void supernetKnowsNeitherSparkNorEvolutionNorTheJob() {
    neverUses(
            "org.sparknas.supernet..",
            "org.apache.spark..",
            "org.apache.hadoop..",
            "scala..",
            "org.sparknas.evolution..",
            "org.sparknas.job..")
        .check(PRODUCTION);
  }

  @Test
  void architecturesNeedOnlyTheJdkAndJackson() {
    onlyUses("org.sparknas.supernet.architecture..", "com.fasterxml.jackson..").check(PRODUCTION);
  }

  @Test
  void costsComeFromArchitecturesAlone() {
    onlyUses(
            "org.sparknas.supernet.cost..",
            "org.sparknas.supernet.architecture..",
            "com.fasterxml.jackson..")
        .check(PRODUCTION);
  }

  /** A reader of its own would take a key twice, or text after the end, in silence. */
  @Test
  void jsonIsReadInOnePlace() {
    noClasses()
        .that()
        .doNotHaveSimpleName("StrictJson")
        .and()
        .doNotHaveSimpleName("JsonFiles")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ObjectMapper.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(JsonParser.class)
        .check(PRODUCTION);
  }

  @Test
  void kernelsKnowNd4jAndNoNetworks() {
    onlyUses(
            "org.sparknas.supernet.kernel..",
            "org.nd4j..",
            "org.bytedeco..",
            "org.slf4j..",
            "jdk.incubator.vector..")
        .check(PRODUCTION);
  }

  /** The others are loaded where the JVM lacks the module. */
  @Test
  void onlyLoopsOnVectorsKnowTheIncubatingModule() {
    noClasses()
        .that()
        .haveSimpleNameNotStartingWith("Vector")
        .should()
        .dependOnClassesThat(resideInAPackage("jdk.incubator.."))
        .check(PRODUCTION);
  }

  @Test
  void insideSupernetOnlyTheBridgeKnowsDl4j() {
    noClasses()
        .that()
        .resideInAPackage("org.sparknas.supernet..")
        .and()
        .resideOutsideOfPackage("org.sparknas.supernet.dl4j..")
        .should()
        .dependOnClassesThat(resideInAPackage("org.deeplearning4j.."))
        .check(PRODUCTION);
  }

  @Test
  void packagesFormNoCycles() {
    slices().matching("org.sparknas.(**)").should().beFreeOfCycles().check(PRODUCTION);
  }

  @Test
  void namesSayWhatAThingIs() {
    noClasses().should().haveNameMatching(EMPTY_NAME).check(PRODUCTION);

    assertThat("org.sparknas.job.util.Files").matches(EMPTY_NAME);
    assertThat("org.sparknas.job.store.StoreManager").matches(EMPTY_NAME);
    assertThat("org.sparknas.job.store.Checkpoint").doesNotMatch(EMPTY_NAME);
  }

  @Test
  void theRulesCatchWhatTheyForbid() {
    JavaClasses tests = new ClassFileImporter().importClasses(SparkStartsTest.class);

    assertThatThrownBy(() -> onlyUses("org.sparknas.job..", "org.junit..").check(tests))
        .hasMessageContaining("org.apache.spark.SparkConf");
    assertThatThrownBy(() -> neverUses("org.sparknas.job..", "org.nd4j..").check(tests))
        .hasMessageContaining("org.nd4j.linalg.factory.Nd4j");
  }

  private static ArchRule onlyUses(String packages, String... others) {
    return classes()
        .that()
        .resideInAPackage(packages)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(packages, "java..", "javax..").or(resideInAnyPackage(others)));
  }

  private static ArchRule neverUses(String packages, String... forbidden) {
    return noClasses()
        .that()
        .resideInAPackage(packages)
        .should()
        .dependOnClassesThat(resideInAnyPackage(forbidden));
  }
}
