package org.sparknas.job.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparknas.job.config.ConfigurationException;

/** Starts Spark with what spark-submit or the local script was given. */
public final class SparkStart {
  private SparkStart() {}

  /**
   * Starts Spark.
   *
   * @param what the Spark UI shows as the application's name
   * @throws ConfigurationException when there is no master, Spark's serialiser cannot send arrays,
   *     or no folder for temporary files can be written
   */
  public static JavaSparkContext start(String what) {
    SparkConf conf = new SparkConf().setAppName("Spark NAS: " + what);
    if (!conf.contains("spark.master")) {
      throw new ConfigurationException(
          "spark.master: not set; submit with spark-submit --master …, or run with"
              + " submit-scripts/run-local.sh");
    }
    try {
      SerializerCheck.requireNd4j(conf);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(e.getMessage(), e);
    }
    LocalFolders.requireOne(conf);
    return new QuietlyStoppingContext(Transfers.tuned(conf));
  }
}
