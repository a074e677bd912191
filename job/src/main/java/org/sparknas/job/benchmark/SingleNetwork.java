package org.sparknas.job.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.Decision;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.architecture.SearchSpace;

/** A space in which nothing is left to decide. */
record SingleNetwork(Network network) implements SearchSpace {
  @Override
  public String name() {
    return "single";
  }

  @Override
  public ObjectNode settings() {
    return JsonNodeFactory.instance.objectNode();
  }

  @Override
  public List<Decision> decisions() {
    return List.of();
  }

  @Override
  public Network network(Architecture architecture) {
    return network;
  }

  @Override
  public List<Block> blocks() {
    return network.blocks();
  }

  @Override
  public Architecture cheapest(ToDoubleFunction<Block> cost) {
    return architecture(List.of());
  }
}
