package org.sparknas.job.spark;

import org.apache.spark.SparkConf;

/** Spark settings with which large arrays of floats travel, and faster than with Spark's own. */
public final class Transfers {
  private static final String MOST_MEBIBYTES = "2047";

  private Transfers() {}

  /** Adds what is not set. */
  public static SparkConf tuned(SparkConf conf) {
    // Trained weights do not get smaller, so compressing them only costs time.
    conf.setIfMissing("spark.broadcast.compress", "false");
    // TCP has sums of its own.
    conf.setIfMissing("spark.broadcast.checksum", "false");
    // A round's results are as large as its workers' weights together, known before, and collected
    // on purpose: Spark's limit of 1 GiB would end a run of ten workers on a space like ImageNet's.
    conf.setIfMissing("spark.driver.maxResultSize", "0");
    if (isOneProcess(conf.get("spark.master", ""))) {
      // Otherwise a process sends large results to itself through a socket.
      conf.setIfMissing("spark.task.maxDirectResultSize", MOST_MEBIBYTES + "m");
      conf.setIfMissing("spark.rpc.message.maxSize", MOST_MEBIBYTES);
    }
    return conf;
  }

  private static boolean isOneProcess(String master) {
    return master.equals("local") || master.startsWith("local[");
  }
}
