package org.sparknas.supernet.module;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Random;
import java.util.UUID;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.ParameterShape;
import org.sparknas.supernet.architecture.SearchSpace;

/**
 * The parameters of all alternatives of a space at full width, in one flat vector. A network of the
 * space is made of prefixes of them, so a path costs what its architecture costs.
 */
public final class Supernet {

  private final SearchSpace space;
  private final ParameterLayout layout;

  public Supernet(SearchSpace space) {
    this.space = space;
    this.layout = ParameterLayout.widest(space.blocks());
  }

  public SearchSpace space() {
    return space;
  }

  /** Where each parameter lies at full width. */
  public ParameterLayout layout() {
    return layout;
  }

  /** What training these paths touches: for each parameter the widest prefix. */
  public ParameterLayout touchedBy(Collection<Architecture> paths) {
    return ParameterLayout.widest(
        paths.stream().flatMap(path -> path.network().blocks().stream()).distinct().toList());
  }

  /** Parameters before training. Each is drawn on its own, from the seed and its name. */
  public float[] initialValues(Initialization initialization, long seed) {
    float[] values = new float[layout.length()];
    for (Block block : space.blocks()) {
      for (Block.Node node : block.nodes()) {
        for (ParameterShape shape : node.operator().parameters()) {
          ParameterShape named = shape.within(block.name() + "." + node.name());
          if (layout.slot(named.name()).shape().equals(named)) {
            double scale = initialization.scale(block.name(), node.name(), node.operator(), shape);
            fill(named, scale, initialization, seed, values);
          }
        }
      }
    }
    return values;
  }

  private void fill(
      ParameterShape shape,
      double scale,
      Initialization initialization,
      long seed,
      float[] values) {
    int from = layout.slot(shape.name()).offset();
    int to = from + Math.toIntExact(shape.size());
    switch (shape.role()) {
      case WEIGHT -> {
        Random random = new Random(seedOf(seed, shape.name()));
        for (int i = from; i < to; i++) {
          values[i] = (float) (scale * initialization.draw(random));
        }
      }
      case NORM ->
          Arrays.fill(
              values,
              from,
              to,
              shape.name().endsWith(".gamma") ? 1 : (float) initialization.beta());
      case BIAS -> Arrays.fill(values, from, to, 0);
    }
  }

  private static long seedOf(long seed, String name) {
    byte[] text = (seed + ":" + name).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(text).getMostSignificantBits();
  }
}
