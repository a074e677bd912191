package org.sparknas.supernet.module;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.kernel.FeatureMap;

/**
 * A module and what it is tried on.
 *
 * @param shapes of its inputs
 * @param prepare sets what a pass must know, such as a mixture's weights
 */
record ModuleCase(
    String name,
    List<Shape> shapes,
    Function<TestParameters, Module> make,
    UnaryOperator<Pass> prepare) {

  static final int IMAGES = 3;

  static ModuleCase of(String name, Function<TestParameters, Module> make, Shape... shapes) {
    return new ModuleCase(name, List.of(shapes), make, pass -> pass);
  }

  static ModuleCase of(Block block) {
    return new ModuleCase(
        block.name(), block.inputs(), source -> BlockModules.of(block, source), pass -> pass);
  }

  ModuleCase preparing(UnaryOperator<Pass> preparation) {
    return new ModuleCase(name, shapes, make, preparation);
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
