package org.sparknas.job.spark;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Stops without an error that is none. When a context stops, Spark's {@code ContextCleaner} may
 * interrupt its own thread just before that removes the copies of a finished task's code. It then
 * logs "Error cleaning broadcast" and a trace, although everything goes with the context.
 */
final class QuietlyStoppingContext extends JavaSparkContext {
  private static final String CLEANER = "org.apache.spark.ContextCleaner";

  QuietlyStoppingContext(SparkConf conf) {
    super(conf);
  }

  /** Stops; {@code close()} calls this. The cleaner's errors while Spark ran were logged. */
  @Override
  public void stop() {
    Level before = LogManager.getLogger(CLEANER).getLevel();
    Configurator.setLevel(CLEANER, Level.OFF);
    try {
      super.stop();
    } finally {
      Configurator.setLevel(CLEANER, before);
    }
  }
}
