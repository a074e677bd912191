package org.sparknas.job.config;

import java.io.Serializable;
import org.sparknas.supernet.architecture.SearchSpace;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.cost.CountingConvention;
import org.sparknas.supernet.module.Initialization;
import org.sparknas.supernet.oneshot.OneShotInitialization;
import org.sparknas.supernet.oneshot.OneShotSettings;
import org.sparknas.supernet.oneshot.OneShotSpace;
import org.sparknas.supernet.tfnas.TfnasInitialization;
import org.sparknas.supernet.tfnas.TfnasSettings;
import org.sparknas.supernet.tfnas.TfnasSpace;

/** What is searched: the space of one of the systems. */
public sealed interface SpaceConfiguration extends Serializable {

  /** The space of OneShot. */
  record OneShot(OneShotSettings settings) implements SpaceConfiguration {
    @Override
    public SearchSpace space() {
      return new OneShotSpace(settings);
    }

    @Override
    public Shape image() {
      return settings.image();
    }

    @Override
    public int classes() {
      return settings.classes();
    }

    @Override
    public CountingConvention convention() {
      return CountingConvention.plain();
    }

    @Override
    public Initialization initialization() {
      return new OneShotInitialization();
    }
  }

  /** The space of TF-NAS. */
  record Tfnas(TfnasSettings settings) implements SpaceConfiguration {
    @Override
    public SearchSpace space() {
      return new TfnasSpace(settings);
    }

    @Override
    public Shape image() {
      return settings.image();
    }

    @Override
    public int classes() {
      return settings.classes();
    }

    @Override
    public CountingConvention convention() {
      return CountingConvention.tfnas();
    }

    @Override
    public Initialization initialization() {
      return new TfnasInitialization();
    }
  }

  /** The space. */
  SearchSpace space();

  /** The shape of an image. */
  Shape image();

  /** Outputs of the classifier. */
  int classes();

  /** How the paper counts. */
  CountingConvention convention();

  /** How the first weights are drawn. */
  Initialization initialization();

  /** Reads the settings of all systems, so that those of the others are checked too. */
  static SpaceConfiguration read(Settings settings) {
    Choices<String> names = Choices.of("oneshot", "tfnas");
    boolean tfnas = settings.oneOf("space.name", names).equals("tfnas");
    int size = settings.integer("space.image-size").between(4, 1024);
    int channels = settings.integer("space.image-channels").between(1, 16);
    int classes = settings.integer("space.classes").between(2, 100_000);
    Shape image = new Shape(size, size, channels);
    for (String path : tfnas ? OneShotSpaceSettings.OWN : TfnasSpaceSettings.OWN) {
      if (settings.isChanged(path)) {
        settings.refuse(path, "left out where space.name is " + (tfnas ? "tfnas" : "oneshot"));
      }
    }
    OneShotSettings oneShot = OneShotSpaceSettings.read(settings, image, classes, !tfnas);
    TfnasSettings other = TfnasSpaceSettings.read(settings, image, classes, tfnas);
    return tfnas ? new Tfnas(other) : new OneShot(oneShot);
  }
}
