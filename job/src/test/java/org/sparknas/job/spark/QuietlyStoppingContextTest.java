package org.sparknas.job.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.apache.spark.SparkConf;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuietlyStoppingContextTest {
  private static final Logger CLEANER = LogManager.getLogger("org.apache.spark.ContextCleaner");
  private final Heard heard = new Heard();

  @BeforeEach
  void listen() {
    heard.start();
    LoggerContext.getContext(false).getRootLogger().addAppender(heard);
  }

  @AfterEach
  void listenNoMore() {
    LoggerContext.getContext(false).getRootLogger().removeAppender(heard);
  }

  /** Spark tells of the application's end within its stop, before it stops the cleaner. */
  @Test
  void theCleanersErrorsAreHeardButForThoseOfTheStop() {
    SparkConf conf =
        new SparkConf()
            .setMaster("local[1]")
            .setAppName("quiet")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "127.0.0.1");
    QuietlyStoppingContext spark = new QuietlyStoppingContext(conf);
    spark
        .sc()
        .addSparkListener(
            new SparkListener() {
              @Override
              public void onApplicationEnd(SparkListenerApplicationEnd end) {
                CLEANER.error("Error cleaning broadcast 2");
                heard.ended = true;
              }
            });

    CLEANER.error("Error cleaning broadcast 1");
    spark.close();
    CLEANER.error("Error cleaning broadcast 3");

    assertThat(heard.ended).isTrue();
    assertThat(heard.messages)
        .containsExactly("Error cleaning broadcast 1", "Error cleaning broadcast 3");
  }

  private static final class Heard extends AbstractAppender {
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private volatile boolean ended;

    Heard() {
      super("heard", null, null, true, Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
      if (event.getLoggerName().equals(CLEANER.getName())) {
        messages.add(event.getMessage().getFormattedMessage());
      }
    }
  }
}
