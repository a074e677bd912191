package org.sparknas.supernet.module;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.sparknas.supernet.architecture.Activation;
import org.sparknas.supernet.architecture.ActivationFunction;
import org.sparknas.supernet.architecture.Addition;
import org.sparknas.supernet.architecture.BatchNorm;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.BlockBuilder;
import org.sparknas.supernet.architecture.Concatenation;
import org.sparknas.supernet.architecture.Convolution;
import org.sparknas.supernet.architecture.Dropout;
import org.sparknas.supernet.architecture.Pooling;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.oneshot.OneShotHead;
import org.sparknas.supernet.oneshot.OneShotLayout;
import org.sparknas.supernet.oneshot.OneShotSettings;
import org.sparknas.supernet.oneshot.OneShotSpace;

/** Whole blocks: every kind of the OneShot space at both strides, and a cell of two inputs. */
class BlocksTest extends ModuleContract {

  @Override
  Stream<ModuleCase> cases() {
    Stream<Block> blocks =
        Stream.of(
                choices(space(true, OneShotHead.SQUEEZE_EXCITATION)),
                choices(space(false, OneShotHead.PLAIN)),
                fixedParts(space(true, OneShotHead.SQUEEZE_EXCITATION)),
                fixedParts(space(true, OneShotHead.AFTER_POOLING)),
                fixedParts(space(false, OneShotHead.PLAIN)),
                Stream.of(cell()))
            .flatMap(stream -> stream);
    return blocks.map(ModuleCase::of);
  }

  /** None, as blocks are many: the modules they are made of were tried so. */
  @Override
  int singleElements() {
    return 0;
  }

  /** The second stage: its first block has stride 2, its second stride 1. */
  private static Stream<Block> choices(OneShotSpace space) {
    return space.blocks().stream().filter(block -> block.name().startsWith("stage2"));
  }

  private static Stream<Block> fixedParts(OneShotSpace space) {
    Set<String> names = Set.of(OneShotSpace.STEM, OneShotSpace.HEAD);
    return space.blocks().stream().filter(block -> names.contains(block.name()));
  }

  /** Two stages: the second squeezes if any does. */
  private static OneShotSpace space(boolean squeezeExcitation, OneShotHead head) {
    return new OneShotSpace(
        new OneShotSettings(
            new Shape(7, 9, 3),
            4,
            new OneShotLayout(List.of(6, 10), List.of(1, 2), List.of(1, 2), 4, 2, 7),
            squeezeExcitation,
            head,
            List.of(0.8),
            0.2));
  }

  private static Block cell() {
    Shape shape = new Shape(5, 4, 3);
    BlockBuilder builder = new BlockBuilder("cell", shape, shape);
    int peak = builder.add("peak", new Pooling(Pooling.Kind.MAX, 3, 1), 0);
    int mean = builder.add("mean", new Pooling(Pooling.Kind.AVERAGE, 3, 1), 1);
    int node = builder.add("node", new Addition(), peak, mean, 0);
    int active = builder.add("active", new Activation(ActivationFunction.RELU), node);
    int convolved = builder.add("convolution", Convolution.depthwise(3, 3, 1), active);
    int mixed = builder.add("mix", Convolution.pointwise(3, 3, true), convolved);
    int normal = builder.add("norm", new BatchNorm(3), mixed);
    int dropped = builder.add("drop", new Dropout(0.3), normal);
    builder.add("join", new Concatenation(), dropped, node, 1);
    return builder.build();
  }
}
