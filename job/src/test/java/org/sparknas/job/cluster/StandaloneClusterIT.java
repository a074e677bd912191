package org.sparknas.job.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shaded jar computes on executors that have nothing but Spark. */
class StandaloneClusterIT {

  @TempDir Path folder;

  @Test
  void executorsComputeWithTheShadedJar() throws IOException, InterruptedException {
    Checkout checkout = Checkout.find();
    List<Sighting> sightings;
    try (StandaloneCluster cluster = StandaloneCluster.start(checkout, folder, 2);
        JavaSparkContext spark = new JavaSparkContext(configuration(checkout, cluster))) {
      sightings = Sighting.inEveryExecutor(spark, 2);
      assertThat(cluster.executorsThatRanTasks()).isEqualTo(2);
    }

    assertThat(sightings).extracting(Sighting::executor).containsExactlyInAnyOrder("0", "1");
    assertThat(sightings).extracting(Sighting::sum).containsOnly(12.0);
    assertThat(sightings).extracting(Sighting::source).containsOnly("spark-nas.jar");
    assertThat(sightings).extracting(Sighting::openMpThreads).containsOnly("1");
  }

  private SparkConf configuration(Checkout checkout, StandaloneCluster cluster) throws IOException {
    return new SparkConf()
        .setMaster(cluster.master())
        .setAppName("sightings")
        .setJars(new String[] {checkout.jar().toString(), jarOfTheSighting().toString()})
        .set("spark.driver.host", "127.0.0.1")
        .set("spark.ui.enabled", "false")
        .set("spark.executor.memory", "1g")
        .set("spark.executor.extraJavaOptions", "-Dorg.bytedeco.javacpp.maxbytes=1g")
        // Tasks wait for both executors.
        .set("spark.cores.max", "2")
        .set("spark.scheduler.minRegisteredResourcesRatio", "1.0")
        .set("spark.scheduler.maxRegisteredResourcesWaitingTime", "60s");
  }

  private Path jarOfTheSighting() throws IOException {
    Path jar = folder.resolve("test.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(file)) {
      String name = Sighting.class.getName().replace('.', '/') + ".class";
      entries.putNextEntry(new JarEntry(name));
      try (InputStream bytes = Sighting.class.getClassLoader().getResourceAsStream(name)) {
        bytes.transferTo(entries);
      }
    }
    return jar;
  }
}
