package org.sparknas.job.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparknas.job.config.RunConfiguration;
import org.sparknas.job.data.Augmentation;
import org.sparknas.job.data.DataSets;
import org.sparknas.job.data.DataSplit;
import org.sparknas.job.data.GeneratedImages;
import org.sparknas.job.data.LabelledImages;
import org.sparknas.job.data.Normalisation;
import org.sparknas.job.training.LocalSpark;
import org.sparknas.job.training.PathSettings;
import org.sparknas.job.training.SupernetTraining;
import org.sparknas.job.training.TrainingImages;
import org.sparknas.job.training.TrainingListener;
import org.sparknas.job.training.TrainingPlan;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.cost.Costs;
import org.sparknas.supernet.module.Supernet;

/** Images whose file is sorted by class, as many people's are. */
@Tag("training")
class SortedImagesIT {
  private static final int CLASSES = 5;
  private static final int CANDIDATES = 6;
  private static final int ORDERS = 10;

  /** Sixty calibration images of each class: in their file's order a batch would hold one class. */
  private static final int CALIBRATION = 300;

  private static final int BATCH = 30;
  private static final String CONFIGURATION =
      """
      space {
        layout = custom, stage-channels = [16, 32], stage-repeats = [1, 2], stage-strides = [1, 2]
        stem-channels = 8, stem-stride = 1, last-channels = 32
        scales = [0.6, 1.0, 1.4], image-size = 12, classes = 5
      }
      training {
        epochs = 30, workers = 2, batch-size = 20, learning-rate = 0.2
        learning-rate-warm-up-epochs = 0.5, channel-warm-up.enabled = false
      }
      """;

  private static DataSets sortedImages() {
    GeneratedImages source = new GeneratedImages(12, 3, CLASSES, 3, 0);
    LabelledImages drawn = source.draw(2300, 1);
    DataSplit split = DataSplit.of(byClass(drawn), source.draw(10, 2), 500, CALIBRATION, 0, 1);
    return new DataSets(
        split,
        Normalisation.measured(split.training()),
        Augmentation.NONE,
        new DataSets.Fingerprints("", ""),
        List.of());
  }

  /**
   * The same calibration images in ten random orders give mean accuracies that differ by about
   * 0.0007, as batches are put together otherwise. The order of the split is one more such draw:
   * beyond four standard deviations by a chance of about 3 in 1,000 (Student's t with nine degrees
   * of freedom), and 0.001 is a third of an image of each candidate's 500 for a deviation that
   * happens to be small. Sorted by class the mean lies 0.022 off.
   */
  @Test
  void giveCandidatesTheAccuraciesThatShuffledImagesGive(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("sorted.conf"), CONFIGURATION);
    RunConfiguration configuration = RunConfiguration.load(file.toString(), List.of());
    DataSets data = sortedImages();
    Supernet supernet = new Supernet(configuration.space().space());
    float[] weights = train(configuration, data, supernet);
    List<Architecture> candidates = candidates(supernet);
    ScoringTask task =
        new ScoringTask(
            "sorted", new TrainingPlan(configuration).spaceSource(), data.normalisation(), BATCH);
    LabelledImages calibration = data.split().calibration();
    ToDoubleFunction<LabelledImages> accuracy =
        images ->
            mean(
                new LocalScorer(
                        task, new ScoringTask.Images(images, data.split().validation()), weights)
                    .score(candidates));
    Random random = new Random(3);

    List<Double> shuffled =
        IntStream.range(0, ORDERS)
            .mapToObj(order -> accuracy.applyAsDouble(shuffled(calibration, random)))
            .toList();

    double mean = shuffled.stream().mapToDouble(each -> each).average().orElseThrow();
    double squares = shuffled.stream().mapToDouble(each -> (each - mean) * (each - mean)).sum();
    double allowed = 4 * Math.sqrt(squares / (ORDERS - 1)) + 0.001;
    assertThat(mean).as("accuracy; chance is 0.2").isGreaterThan(0.35);
    assertThat(accuracy.applyAsDouble(calibration)).isCloseTo(mean, within(allowed));
    assertThat(accuracy.applyAsDouble(byClass(calibration)))
        .as("sorted by class, which the allowed difference must tell")
        .isNotCloseTo(mean, within(2 * allowed));
  }

  private static LabelledImages byClass(LabelledImages images) {
    return images.subset(
        IntStream.range(0, images.size())
            .boxed()
            .sorted(Comparator.comparingInt(images::label))
            .mapToInt(Integer::intValue)
            .toArray());
  }

  private static LabelledImages shuffled(LabelledImages images, Random random) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, images.size()).boxed().toList());
    Collections.shuffle(order, random);
    return images.subset(order.stream().mapToInt(Integer::intValue).toArray());
  }

  private static double mean(List<Accuracy> accuracies) {
    return accuracies.stream().mapToDouble(Accuracy::top1).average().orElseThrow();
  }

  private static List<Architecture> candidates(Supernet supernet) {
    Random random = new Random(5);
    return IntStream.range(0, CANDIDATES)
        .mapToObj(
            i ->
                supernet
                    .space()
                    .architecture(
                        supernet.space().decisions().stream()
                            .map(decision -> random.nextInt(decision.values().size()))
                            .toList()))
        .toList();
  }

  private static float[] train(RunConfiguration configuration, DataSets data, Supernet supernet) {
    try (JavaSparkContext spark = LocalSpark.start();
        TrainingImages images = new TrainingImages(spark, data, 2, 20, 1)) {
      TrainingPlan plan = new TrainingPlan(configuration);
      PathSettings settings = plan.pathSettings(images.stepsPerEpoch());
      Costs costs = Costs.counted(configuration.cost());
      return new SupernetTraining(
              spark,
              supernet,
              settings,
              plan.schedule(),
              plan.uniform(supernet, settings, costs, images))
          .train(
              supernet.initialValues(configuration.space().initialization(), 1),
              new TrainingListener() {});
    }
  }
}
