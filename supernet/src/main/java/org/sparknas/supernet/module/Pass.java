package org.sparknas.supernet.module;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Random;
import org.sparknas.supernet.kernel.ChannelMoments;
import org.sparknas.supernet.kernel.Kernels;

/**
 * One run of a network forward and perhaps backward: the mode, what modules keep for backward, the
 * statistics of batch norm, the weights of mixtures.
 */
public final class Pass {

  /** What batch norm normalises with, and whether anything is kept for backward. */
  public enum Mode {
    /** The batch's own statistics; dropout is on; backward may follow. */
    TRAIN,
    /** The batch's own statistics, which are gathered. */
    RECALIBRATE,
    /** Given statistics. */
    INFER
  }

  private final Kernels kernels;
  private final Mode mode;
  private final Map<String, ChannelMoments> moments;
  private final Random random;
  private final IdentityHashMap<Module, Object> kept = new IdentityHashMap<>();
  private final Map<String, MixtureWeights> mixtures = new HashMap<>();

  private Pass(Kernels kernels, Mode mode, Map<String, ChannelMoments> moments, Random random) {
    this.kernels = kernels;
    this.mode = mode;
    this.moments = moments;
    this.random = random;
  }

  /** A pass whose backward may follow; the seed fixes dropout. */
  public static Pass training(Kernels kernels, long seed) {
    return new Pass(kernels, Mode.TRAIN, new HashMap<>(), new Random(seed));
  }

  /** A pass that gathers the statistics of each batch norm, see {@link #moments()}. */
  public static Pass recalibration(Kernels kernels) {
    return new Pass(kernels, Mode.RECALIBRATE, new HashMap<>(), new Random(0));
  }

  /** A pass that normalises with the given statistics, by the full names of the batch norms. */
  public static Pass inference(Kernels kernels, Map<String, ChannelMoments> statistics) {
    return new Pass(kernels, Mode.INFER, statistics, new Random(0));
  }

  /** Sets the weights that a mixture of this name combines its alternatives with. */
  public Pass withMixture(String name, double... weights) {
    mixtures.put(name, new MixtureWeights(weights));
    return this;
  }

  public Kernels kernels() {
    return kernels;
  }

  public boolean isTraining() {
    return mode == Mode.TRAIN;
  }

  Mode mode() {
    return mode;
  }

  Random random() {
    return random;
  }

  /** The moments of each batch norm: gathered by a recalibration, given to an inference. */
  public Map<String, ChannelMoments> moments() {
    return moments;
  }

  /**
   * The weights of a mixture.
   *
   * @throws IllegalStateException when none were set
   */
  public MixtureWeights mixture(String name) {
    MixtureWeights weights = mixtures.get(name);
    if (weights == null) {
      throw new IllegalStateException("no weights were set for the mixture '" + name + "'");
    }
    return weights;
  }

  /** Leaves something for the module's own backward. */
  void keep(Module module, Object state) {
    if (isTraining() && kept.put(module, state) != null) {
      throw new IllegalStateException("a module ran twice in one pass: " + module);
    }
  }

  /** Takes back what the module left. */
  <T> T recall(Module module, Class<T> type) {
    Object state = kept.remove(module);
    if (state == null) {
      throw new IllegalStateException("backward without forward in training mode: " + module);
    }
    return type.cast(state);
  }
}
