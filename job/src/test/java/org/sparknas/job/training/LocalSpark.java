package org.sparknas.job.training;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** A small Spark inside the test's own process. */
public final class LocalSpark {
  private LocalSpark() {}

  /** Four threads; a task may fail once. */
  public static JavaSparkContext start() {
    return new JavaSparkContext(conf());
  }

  static SparkConf conf() {
    return new SparkConf()
        .setMaster("local[4,2]")
        .setAppName("training")
        .set("spark.ui.enabled", "false")
        .set("spark.driver.host", "127.0.0.1")
        .set("spark.driver.bindAddress", "127.0.0.1");
  }
}
