package org.sparknas.job.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class TransfersTest {
  private static final String COMPRESS = "spark.broadcast.compress";
  private static final String CHECKSUM = "spark.broadcast.checksum";
  private static final String DIRECT = "spark.task.maxDirectResultSize";

  @Test
  void weightsAreNeitherCompressedNorSummedUp() {
    assertThat(tuned("spark://host:7077").get(COMPRESS)).isEqualTo("false");
    assertThat(tuned("spark://host:7077").get(CHECKSUM)).isEqualTo("false");
  }

  @Test
  void largeResultsSkipTheSocketOnlyInsideOneProcess() {
    assertThat(tuned("local[2]").contains(DIRECT)).isTrue();
    assertThat(tuned("local[*,3]").contains(DIRECT)).isTrue();
    assertThat(tuned("local").contains(DIRECT)).isTrue();
    assertThat(tuned("local-cluster[2,1,1024]").contains(DIRECT)).isFalse();
    assertThat(tuned("yarn").contains(DIRECT)).isFalse();
  }

  @Test
  void resultsMayBeAsLargeAsAllWorkersWeights() {
    assertThat(tuned("yarn").get("spark.driver.maxResultSize")).isEqualTo("0");
  }

  @Test
  void whatTheUserSetStays() {
    SparkConf conf = new SparkConf(false).setMaster("local").set(COMPRESS, "true");

    assertThat(Transfers.tuned(conf).get(COMPRESS)).isEqualTo("true");
  }

  private static SparkConf tuned(String master) {
    return Transfers.tuned(new SparkConf(false).setMaster(master));
  }
}
