package org.sparknas.job.cluster;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.nd4j.linalg.factory.Nd4j;

/** What a task saw where it ran. Executors load this class and nothing else of the tests. */
record Sighting(String executor, double sum, String source, String openMpThreads)
    implements Serializable {

  static List<Sighting> inEveryExecutor(JavaSparkContext spark, int executors) {
    return spark
        .parallelize(IntStream.range(0, executors).boxed().toList(), executors)
        .map(index -> here())
        .collect();
  }

  private static Sighting here() {
    String source = Nd4j.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    return new Sighting(
        SparkEnv.get().executorId(),
        Nd4j.ones(3, 4).sumNumber().doubleValue(),
        source.substring(source.lastIndexOf('/') + 1),
        System.getenv("OMP_NUM_THREADS"));
  }
}
