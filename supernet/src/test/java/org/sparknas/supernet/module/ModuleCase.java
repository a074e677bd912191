package org.sparknas.supernet.module;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.kernel.FeatureMap;

/**
 * Modules and what they are tried on.
 *
 * @param shapes of its inputs
 * @param mixtures weights that a run must know
 */
record ModuleCase(
    String name,
    List<Shape> shapes,
    Function<TestParameters, ModuleGraph> make,
    Map<String, double[]> mixtures) {

  static final int IMAGES = 3;

  /** A module alone. */
  static ModuleCase of(String name, Function<TestParameters, Module> make, Shape... shapes) {
    return graph(name, source -> alone(make.apply(source), shapes), shapes);
  }

  private static ModuleGraph alone(Module module, Shape... shapes) {
    ModuleGraph.Builder builder = new ModuleGraph.Builder(shapes);
    builder.add(module, IntStream.range(0, shapes.length).toArray());
    return builder.build();
  }

  static ModuleCase graph(
      String name, Function<TestParameters, ModuleGraph> make, Shape... shapes) {
    return new ModuleCase(name, List.of(shapes), make, Map.of());
  }

  static ModuleCase of(Block block) {
    return new ModuleCase(
        block.name(), block.inputs(), source -> BlockModules.of(block, source), Map.of());
  }

  ModuleCase withMixture(String mixture, double... weights) {
    return new ModuleCase(name, shapes, make, Map.of(mixture, weights));
  }

  List<FeatureMap> inputs(TestParameters source) {
    List<FeatureMap> inputs = new ArrayList<>();
    for (Shape shape : shapes) {
      inputs.add(source.images(IMAGES, shape.height(), shape.width(), shape.channels()));
    }
    return inputs;
  }

  @Override
  public String toString() {
    return name;
  }
}
