package org.sparknas.job.data;

import java.util.List;
import org.sparknas.job.config.DataConfiguration;
import org.sparknas.job.config.DataSource;
import org.sparknas.job.config.FileSetting;
import org.sparknas.job.config.RunConfiguration;
import org.sparknas.supernet.architecture.Shape;

/**
 * The images of a run, ready for use.
 *
 * @param fingerprints of the sets, for results
 * @param warnings what is odd about the images, a sentence each
 */
public record DataSets(
    DataSplit split,
    Normalisation normalisation,
    Augmentation augmentation,
    Fingerprints fingerprints,
    List<String> warnings) {

  public DataSets {
    warnings = List.copyOf(warnings);
  }

  /** SHA-256 of each set as it was read, before it was divided. */
  public record Fingerprints(String train, String test) {}

  /**
   * Reads or draws the images of a configuration and divides them.
   *
   * @throws DataException when there are none, or they are broken, too few, or not what the space
   *     is made for
   */
  public static DataSets load(RunConfiguration configuration) {
    RepeatedFiles.refuse(configuration.data().source());
    LabelledImages train = images(configuration, true);
    LabelledImages test = images(configuration, false);
    check(configuration, train, "training images");
    check(configuration, test, "test images");
    DataSplit split = split(configuration, train, test);
    DataConfiguration data = configuration.data();
    Normalisation normalisation =
        data.mean().isEmpty()
            ? Normalisation.measured(split.training())
            : new Normalisation(data.mean(), data.standardDeviation());
    return new DataSets(
        split,
        normalisation,
        new Augmentation(data.cropPadding(), data.flip()),
        new Fingerprints(DataFingerprint.of(train), DataFingerprint.of(test)),
        RepeatedImages.warnings(train, test));
  }

  /** The same images with others to train on, in another way. */
  public DataSets training(LabelledImages images, Augmentation other) {
    DataSplit trained =
        new DataSplit(images, split.validation(), split.calibration(), split.test());
    return new DataSets(trained, normalisation, other, fingerprints, warnings);
  }

  private static LabelledImages images(RunConfiguration configuration, boolean train) {
    Shape image = configuration.space().image();
    int classes = configuration.space().classes();
    DataSource source = configuration.data().source();
    if (source instanceof DataSource.Generated generated) {
      if (classes > GeneratedImages.MOST_CLASSES) {
        throw new DataException(
            configuration.described("space.classes")
                + "; must be from 2 to "
                + GeneratedImages.MOST_CLASSES
                + " for generated images");
      }
      GeneratedImages images =
          new GeneratedImages(
              image.height(),
              image.channels(),
              classes,
              generated.noise(),
              generated.distractors());
      // Seeds apart, so that no test image is a training image.
      return train
          ? images.draw(generated.trainSize(), 2 * configuration.seed())
          : images.draw(generated.testSize(), 2 * configuration.seed() + 1);
    }
    if (source instanceof DataSource.Cifar10 files) {
      return Cifar10Reader.read(train ? files.train() : files.test());
    }
    if (source instanceof DataSource.Idx files) {
      return train
          ? readSquare(files.trainImages(), files.trainLabels(), classes)
          : readSquare(files.testImages(), files.testLabels(), classes);
    }
    throw new DataException(
        configuration.described("data.format")
            + "; this command needs images: must be one of generated, cifar10, idx");
  }

  private static LabelledImages readSquare(FileSetting images, FileSetting labels, int classes) {
    LabelledImages read = IdxReader.read(images, labels, classes);
    if (read.height() != read.width()) {
      throw new DataException(
          "%s; has images of %d by %d pixels (height, width); must be square, as only square"
                  .formatted(DataFile.place(images), read.height(), read.width())
              + " images are read");
    }
    return read;
  }

  private static void check(RunConfiguration configuration, LabelledImages images, String what) {
    Shape image = configuration.space().image();
    agree(
        configuration,
        "space.image-size",
        image.height(),
        images.height(),
        what,
        "height and width");
    agree(
        configuration,
        "space.image-channels",
        image.channels(),
        images.channels(),
        what,
        "channels");
    agree(
        configuration,
        "space.classes",
        configuration.space().classes(),
        images.classes(),
        what,
        "classes");
  }

  private static void agree(
      RunConfiguration configuration,
      String setting,
      int expected,
      int found,
      String what,
      String quantity) {
    if (expected != found) {
      throw new DataException(
          "%s; must be %d, the %s of the %s"
              .formatted(configuration.described(setting), found, quantity, what));
    }
  }

  private static DataSplit split(
      RunConfiguration configuration, LabelledImages train, LabelledImages test) {
    DataConfiguration data = configuration.data();
    int most = train.size() - 1;
    if (data.validationImages() > most) {
      throw new DataException(
          "%s; must be at most %d, because there are %d training images"
              .formatted(configuration.described("data.validation-images"), most, train.size()));
    }
    int rest = train.size() - data.validationImages();
    int remaining = data.trainLimit() == 0 ? rest : Math.min(rest, data.trainLimit());
    if (data.calibrationImages() > remaining) {
      throw new DataException(
          "%s; must be at most %d, the training images that validation and train-limit leave"
              .formatted(configuration.described("data.calibration-images"), remaining));
    }
    return DataSplit.of(
        train,
        test,
        data.validationImages(),
        data.calibrationImages(),
        data.trainLimit(),
        configuration.seed());
  }
}
