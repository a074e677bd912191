package org.sparknas.job.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparknas.job.spark.SparkStart;

/**
 * A round of parameter averaging, momentum included, whose training is next to nothing: what is
 * timed is what a round costs before any training.
 */
final class AveragingRoundWorkload implements Workload {
  private static final int WARM_UPS = 10;

  @Override
  public String usage() {
    return "PARAMETERS [SHARE_TOUCHED=1] [ROUNDS=20] [WORKERS=2]";
  }

  @Override
  public ObjectNode run(List<String> arguments) {
    Arguments given = new Arguments(arguments).atMost(4);
    int parameters = given.number(0, "PARAMETERS", 1);
    double share = given.share(1, "SHARE_TOUCHED", 1);
    int runs = given.number(2, "ROUNDS", 1, 20);
    int workers = given.number(3, "WORKERS", 1, 2);
    try (JavaSparkContext spark = SparkStart.start("averaging round");
        TrivialRounds rounds =
            new TrivialRounds(spark, () -> new SlicedSpace(parameters, share), workers)) {
      TimedSteps steps = step -> rounds.run();
      Timings timings = steps.time(WARM_UPS, runs);
      rounds.requireRight();
      return timings.addTo(
          JsonNodeFactory.instance
              .objectNode()
              .put("parameters", rounds.parameters())
              .put("share_touched", rounds.shareTouched())
              .put("workers", workers));
    }
  }
}
