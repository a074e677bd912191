package org.sparknas.job.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.Decision;
import org.sparknas.supernet.architecture.Linear;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.architecture.SearchSpace;
import org.sparknas.supernet.architecture.Shape;

/**
 * A supernet of a given size whose only path takes a given share of it: a chain of bottlenecks, of
 * which the path walks the first middle channels. So one half of what a path touches is short runs,
 * as with the convolutions of a search space with widths, and the other half is long ones.
 */
final class SlicedSpace implements SearchSpace {
  private static final int CHANNELS = 100;
  private static final int MIDDLE = 800;
  private static final int PER_MIDDLE_CHANNEL = 2 * CHANNELS;

  private final int parameters;
  private final double share;
  private final List<Block> whole;
  private final List<Block> path;

  /**
   * @param parameters rounded up to the next multiple of 200
   * @param share of each bottleneck's middle channels, above 0 and at most 1
   */
  SlicedSpace(int parameters, double share) {
    this.parameters = parameters;
    this.share = share;
    this.whole = new ArrayList<>();
    this.path = new ArrayList<>();
    int middleChannels = (parameters - 1) / PER_MIDDLE_CHANNEL + 1;
    for (int done = 0; done < middleChannels; done += MIDDLE) {
      int middle = Math.min(MIDDLE, middleChannels - done);
      String name = "bottleneck" + (whole.size() + 1);
      whole.add(bottleneck(name, middle));
      path.add(bottleneck(name, Math.max(1, (int) Math.round(middle * share))));
    }
  }

  private static Block bottleneck(String name, int middle) {
    return new Block(
        name,
        List.of(Shape.vector(CHANNELS)),
        List.of(
            new Block.Node("reduce", new Linear(CHANNELS, middle, false), List.of(0)),
            new Block.Node("expand", new Linear(middle, CHANNELS, false), List.of(1))));
  }

  @Override
  public String name() {
    return "sliced";
  }

  @Override
  public ObjectNode settings() {
    return JsonNodeFactory.instance.objectNode().put("parameters", parameters).put("share", share);
  }

  @Override
  public List<Decision> decisions() {
    return List.of(new Decision("share", List.of(Double.toString(share))));
  }

  @Override
  public Network network(Architecture architecture) {
    return Network.chain(path);
  }

  @Override
  public List<Block> blocks() {
    return Stream.concat(whole.stream(), path.stream()).distinct().toList();
  }

  @Override
  public Architecture cheapest(ToDoubleFunction<Block> cost) {
    return architecture(List.of(0));
  }
}
