package org.sparknas.job.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparknas.job.config.RunConfiguration;
import org.sparknas.job.data.DataSets;
import org.sparknas.job.data.LabelledImages;
import org.sparknas.job.data.SharedData;
import org.sparknas.job.training.LocalSpark;
import org.sparknas.job.training.PathSettings;
import org.sparknas.job.training.SupernetTraining;
import org.sparknas.job.training.TrainingImages;
import org.sparknas.job.training.TrainingListener;
import org.sparknas.job.training.TrainingMethod;
import org.sparknas.job.training.TrainingPlan;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.SearchSpace;
import org.sparknas.supernet.cost.Costs;
import org.sparknas.supernet.kernel.ChannelMoments;
import org.sparknas.supernet.module.Supernet;
import org.sparknas.supernet.oneshot.OneShotInitialization;

/** Fifty candidates of a supernet that was trained for a moment, scored in every way there is. */
class SparkScorerIT {
  private static final int CANDIDATES = 50;
  private static final int IMAGES = 2000;

  /** Does not divide the images: the last batch is smaller, and partitions are unequal. */
  private static final int BATCH = 600;

  private static final String CONFIGURATION =
      """
      space {
        layout = custom, stage-channels = [8, 16], stage-repeats = [1, 2], stage-strides = [2, 2]
        stem-channels = 4, stem-stride = 2, last-channels = 32, head = plain
        scales = [0.6, 1.0, 1.4, 2.0]
        image-size = 28, image-channels = 1, classes = 10
      }
      data {
        generated { train-size = 6000, test-size = 10 }
        validation-images = 2000, calibration-images = 2000, train-limit = 4000
      }
      training {
        epochs = 1, workers = 2, batch-size = 40, learning-rate = 0.2
        learning-rate-warm-up-epochs = 0.5, channel-warm-up.enabled = false
      }
      """;

  @TempDir private static Path folder;
  private static JavaSparkContext spark;
  private static DataSets data;
  private static Supernet supernet;
  private static float[] weights;
  private static ScoringTask task;
  private static ScoringTask.Images images;
  private static List<Architecture> candidates;

  /** Scored without Spark, one after the other. */
  private static List<Map<String, ChannelMoments>> statistics;

  private static List<Accuracy> accuracies;

  @BeforeAll
  static void trainAndScoreWithoutSpark() throws IOException {
    spark = LocalSpark.start();
    RunConfiguration configuration = configuration();
    data = DataSets.load(configuration);
    supernet = new Supernet(configuration.space().space());
    weights = train(configuration);
    task =
        new ScoringTask(
            "alone", new TrainingPlan(configuration).spaceSource(), data.normalisation(), BATCH);
    images = new ScoringTask.Images(data.split().calibration(), data.split().validation());
    candidates = candidates(supernet.space());
    CandidateScorer alone = new LocalScorer(task, images, weights);
    statistics = candidates.stream().map(one -> alone.recalibrate(List.of(one)).get(0)).toList();
    accuracies = candidates.stream().map(one -> alone.score(List.of(one)).get(0)).toList();
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  /** Fashion-MNIST where it is there, else images that the program draws. */
  private static RunConfiguration configuration() throws IOException {
    StringBuilder text = new StringBuilder(CONFIGURATION);
    Optional<Path> found = SharedData.find("fashion-mnist");
    text.append("data.format = ").append(found.isPresent() ? "idx" : "generated").append('\n');
    found.ifPresent(
        files -> {
          for (String set : List.of("train", "test")) {
            String start = files.resolve(set.equals("test") ? "t10k" : set).toString();
            text.append("data.idx.%s-images = \"%s-images-idx3-ubyte.gz\"\n".formatted(set, start));
            text.append("data.idx.%s-labels = \"%s-labels-idx1-ubyte.gz\"\n".formatted(set, start));
          }
        });
    Path file = Files.writeString(folder.resolve("scoring.conf"), text);
    return RunConfiguration.load(file.toString(), List.of());
  }

  private static float[] train(RunConfiguration configuration) {
    int workers = configuration.training().workers();
    try (TrainingImages training = new TrainingImages(spark, data, workers, 40, 1)) {
      Costs costs = Costs.counted(configuration.cost());
      TrainingPlan plan = new TrainingPlan(configuration);
      PathSettings settings = plan.pathSettings(training.stepsPerEpoch());
      TrainingMethod method = plan.uniform(supernet, settings, costs, training);
      return new SupernetTraining(spark, supernet, settings, plan.schedule(), method)
          .train(supernet.initialValues(new OneShotInitialization(), 1), new TrainingListener() {});
    }
  }

  private static List<Architecture> candidates(SearchSpace space) {
    Random random = new Random(5);
    Set<List<Integer>> drawn = new LinkedHashSet<>();
    while (drawn.size() < CANDIDATES) {
      drawn.add(space.decisions().stream().map(d -> random.nextInt(d.values().size())).toList());
    }
    return drawn.stream().map(space::architecture).toList();
  }

  @ParameterizedTest(name = "{0} partitions")
  @ValueSource(ints = {1, 2, 4})
  void partitionsChangeNeitherStatisticsNorAccuracy(int partitions) {
    ScoringTask own =
        new ScoringTask("on " + partitions, task.space(), task.normalisation(), BATCH);
    try (SparkScorer scorer = new SparkScorer(spark, own, images, weights, partitions)) {
      List<Map<String, ChannelMoments>> measured = scorer.recalibrate(candidates);

      assertThat(measured).hasSize(CANDIDATES);
      for (int i = 0; i < CANDIDATES; i++) {
        assertSame(measured.get(i), statistics.get(i));
      }
      assertThat(scorer.evaluate(candidates, measured)).isEqualTo(accuracies);
    }
  }

  /** Within 1e-5 would do; batches that are added in one order leave no difference at all. */
  private static void assertSame(
      Map<String, ChannelMoments> measured, Map<String, ChannelMoments> expected) {
    assertThat(measured).hasSameSizeAs(expected).isNotEmpty();
    expected.forEach(
        (name, moments) -> {
          ChannelMoments other = measured.get(name);
          assertThat(other.count()).as(name).isEqualTo(moments.count());
          assertThat(other.mean()).as("mean of " + name).containsExactly(moments.mean());
          assertThat(other.variance())
              .as("variance of " + name)
              .containsExactly(moments.variance());
        });
  }

  /** Else equal accuracies would say nothing: chance is 0.1. */
  @Test
  void theSupernetHasLearnedAndItsCandidatesDiffer() {
    assertThat(accuracies).allSatisfy(each -> assertThat(each.images()).isEqualTo(IMAGES));
    assertThat(accuracies.stream().mapToDouble(Accuracy::top1).max().orElseThrow())
        .isGreaterThan(0.2);
    assertThat(accuracies.stream().map(Accuracy::correct).distinct().count())
        .isGreaterThan(CANDIDATES / 3);
    assertThat(accuracies)
        .allSatisfy(each -> assertThat(each.correctTop5()).isGreaterThan(each.correct()));
  }

  /**
   * The stem's inputs are the images, so that its statistics can be had by plain loops, first the
   * mean of all, then the variance about it. Within a batch the kernel adds pixels as floats, in
   * one of fifty images 9,800 of them: by chance √9,800 roundings of 6e-8 each, or 6e-6.
   */
  @Test
  void statisticsAreThoseOfAllImagesInTwoPasses() {
    LabelledImages calibration = images.calibration();
    assertThat(calibration.size()).isEqualTo(IMAGES);
    ScoringTask small = new ScoringTask("small", task.space(), task.normalisation(), 50);
    ChannelMoments stem =
        new LocalScorer(small, images, weights)
            .recalibrate(candidates.subList(0, 1))
            .get(0)
            .get("stem.convolution.norm");
    assertThat(stem.count()).isEqualTo(IMAGES * 14L * 14);
    for (int channel = 0; channel < 4; channel++) {
      double sum = 0;
      for (int image = 0; image < IMAGES; image++) {
        for (int pixel = 0; pixel < 14 * 14; pixel++) {
          sum += convolved(calibration, image, pixel / 14, pixel % 14, channel);
        }
      }
      double mean = sum / stem.count();
      double squares = 0;
      for (int image = 0; image < IMAGES; image++) {
        for (int pixel = 0; pixel < 14 * 14; pixel++) {
          double off = convolved(calibration, image, pixel / 14, pixel % 14, channel) - mean;
          squares += off * off;
        }
      }
      double variance = squares / stem.count();
      assertThat(stem.mean()[channel]).isCloseTo(mean, within(1e-5 * Math.sqrt(variance)));
      assertThat(stem.variance()[channel]).isCloseTo(variance, within(1e-5 * variance));
    }
  }

  /** The stem: 3x3, stride 2, one channel in, black (normalised zero) around the image. */
  private static double convolved(LabelledImages from, int image, int y, int x, int channel) {
    int offset = supernet.layout().slot("stem.convolution.weight").offset();
    double mean = data.normalisation().mean().get(0);
    double deviation = data.normalisation().standardDeviation().get(0);
    double sum = 0;
    for (int tap = 0; tap < 9; tap++) {
      int row = 2 * y + tap / 3 - 1;
      int column = 2 * x + tap % 3 - 1;
      if (row >= 0 && row < 28 && column >= 0 && column < 28) {
        double value = (from.pixel(image, row * 28 + column) / 255.0 - mean) / deviation;
        sum += value * weights[offset + tap * 4 + channel];
      }
    }
    return sum;
  }
}
