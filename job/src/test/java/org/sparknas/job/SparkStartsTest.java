package org.sparknas.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/** Spark deserialises lambdas and reaches ND4J: what fails first when scala-library drifts. */
class SparkStartsTest {

  @Test
  void runsLambdasOverNd4jArraysInTwoLocalThreads() {
    SparkConf conf =
        new SparkConf()
            .setMaster("local[2]")
            .setAppName("smoke")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "127.0.0.1");
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      double sum =
          spark
              .parallelize(List.of(1, 2, 3, 4), 2)
              .map(size -> Nd4j.ones(size, size).sumNumber().doubleValue())
              .reduce(Double::sum);

      assertThat(sum).isEqualTo(1 + 4 + 9 + 16);
    }
  }
}
