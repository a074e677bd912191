package org.sparknas.job.config;

import java.util.List;
import java.util.Optional;

/**
 * Images and what is done with them.
 *
 * @param validationImages held out of the training images, by class
 * @param calibrationImages training images by which batch-norm statistics are measured
 * @param trainLimit training images to use, validation images apart; 0 for all
 * @param mean of each channel, where white is 1; empty to measure it on the training images
 * @param standardDeviation of each channel, as {@code mean}
 * @param cropPadding pixels by which an image may move in training
 * @param flip whether an image may be mirrored in training
 */
public record DataConfiguration(
    DataSource source,
    int validationImages,
    int calibrationImages,
    int trainLimit,
    List<Double> mean,
    List<Double> standardDeviation,
    int cropPadding,
    boolean flip) {

  private enum Format {
    NONE,
    GENERATED,
    CIFAR10,
    IDX
  }

  public DataConfiguration {
    mean = List.copyOf(mean);
    standardDeviation = List.copyOf(standardDeviation);
  }

  static DataConfiguration read(Settings settings, int imageChannels) {
    Format format = settings.oneOf("data.format", Choices.of(Format.class));
    DataSource.Generated generated = generated(settings);
    DataSource.Cifar10 cifar10 = cifar10(settings, format == Format.CIFAR10);
    DataSource.Idx idx = idx(settings, format == Format.IDX);
    DataSource source =
        switch (format) {
          case NONE -> new DataSource.None();
          case GENERATED -> generated;
          case CIFAR10 -> cifar10;
          case IDX -> idx;
        };
    List<Double> mean = perChannel(settings, "data.normalisation.mean", imageChannels, false);
    List<Double> deviation =
        perChannel(settings, "data.normalisation.standard-deviation", imageChannels, true);
    if (mean.isEmpty() != deviation.isEmpty()) {
      settings.refuseSaying(
          "%s and %s: one is measured and the other is not; must be both or neither"
              .formatted(
                  settings.named("data.normalisation.mean"),
                  settings.named("data.normalisation.standard-deviation")));
    }
    return new DataConfiguration(
        source,
        settings.integer("data.validation-images").atLeast(1),
        settings.integer("data.calibration-images").atLeast(1),
        settings.integer("data.train-limit").atLeast(0),
        mean,
        deviation,
        settings.integer("data.augmentation.crop-padding").between(0, 64),
        settings.flag("data.augmentation.flip"));
  }

  private static DataSource.Generated generated(Settings settings) {
    return new DataSource.Generated(
        settings.integer("data.generated.train-size").between(2, 1_000_000),
        settings.integer("data.generated.test-size").between(1, 1_000_000),
        settings.number("data.generated.noise").between(0, 255),
        settings.integer("data.generated.distractors").between(0, 20));
  }

  private static DataSource.Cifar10 cifar10(Settings settings, boolean needed) {
    return new DataSource.Cifar10(
        files(settings, "data.cifar10.train", needed),
        files(settings, "data.cifar10.test", needed));
  }

  private static List<FileSetting> files(Settings settings, String path, boolean needed) {
    return settings
        .list(
            path,
            value ->
                SettingValue.text(value)
                    .map(text -> new FileSetting(text, path + " " + SettingOrigin.of(value))),
            "files")
        .where(list -> !needed || !list.isEmpty(), "at least one file in CIFAR-10's binary layout");
  }

  private static DataSource.Idx idx(Settings settings, boolean needed) {
    return new DataSource.Idx(
        file(settings, "data.idx.train-images", needed),
        file(settings, "data.idx.train-labels", needed),
        file(settings, "data.idx.test-images", needed),
        file(settings, "data.idx.test-labels", needed));
  }

  private static FileSetting file(Settings settings, String path, boolean needed) {
    Optional<String> file =
        needed
            ? Optional.of(settings.text(path, "a file in IDX layout"))
            : settings.optionalText(path);
    return new FileSetting(file.orElse(""), settings.named(path));
  }

  private static List<Double> perChannel(
      Settings settings, String path, int channels, boolean positive) {
    if (settings.isWord(path, "measured")) {
      return List.of();
    }
    String must =
        "measured, or %d numbers%s, one for each channel"
            .formatted(channels, positive ? " above 0" : "");
    return settings
        .numbers(path)
        .where(
            list ->
                list.size() == channels && (!positive || list.stream().allMatch(each -> each > 0)),
            must);
  }
}
