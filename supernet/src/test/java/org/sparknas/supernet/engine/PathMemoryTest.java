package org.sparknas.supernet.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Kernels;
import org.sparknas.supernet.kernel.Nd4jKernels;
import org.sparknas.supernet.module.ModuleGraph;
import org.sparknas.supernet.module.ParameterLayout;
import org.sparknas.supernet.module.SmallSpace;
import org.sparknas.supernet.module.SoftmaxCrossEntropy;

/** Paths of different widths compute in one memory as if each had its own. */
class PathMemoryTest {

  private static final Kernels KERNELS = new Nd4jKernels();

  private final ParameterLayout layout = SmallSpace.SUPERNET.layout();
  private final float[] vector = SmallSpace.values();
  private final Engine engine = new Engine(KERNELS, DataType.FLOAT, 1);
  private final PathMemory memory = new PathMemory(engine, layout);

  @Test
  void storesWhatItLoadedAndNothingElse() {
    for (int path = 0; path < 10; path++) {
      Network network = SmallSpace.path(path);
      memory.load(network, layout, vector);
      float[] target = SmallSpace.noise(layout.length(), path);
      float[] expected = target.clone();
      ParameterLayout own = ParameterLayout.widest(network.blocks());
      layout.scatter(layout.gather(vector, own), own, expected);

      memory.store(network, layout, target);

      assertThat(target).isEqualTo(expected);
    }
  }

  @Test
  void readsAndWritesVectorsThatHoldOnlyWhatAPathTouches() {
    Network network = SmallSpace.path(3);
    ParameterLayout own = ParameterLayout.widest(network.blocks());
    float[] gathered = layout.gather(vector, own);
    float[] target = new float[own.length()];

    memory.load(network, own, gathered);
    memory.store(network, own, target);

    assertThat(target).isEqualTo(gathered);
  }

  @Test
  void computesWithTheWeightsLoadedLast() {
    FeatureMap images = SmallSpace.images(1);
    for (int path : new int[] {0, 1, 0, 2}) {
      Network network = SmallSpace.path(path);
      memory.load(network, layout, vector);
      ParameterLayout own = ParameterLayout.widest(network.blocks());
      PlainNetwork alone = new PlainNetwork(KERNELS, network, layout.gather(vector, own));

      FeatureMap logits =
          engine.recalibrate(memory.modules(network), List.of(images), Map.of()).output();

      assertThat(logits.matrix().values()).isEqualTo(alone.logits(images));
    }
  }

  @Test
  void leavesTheGradientsOfTheNetworkAloneInTheirPlaces() {
    Network network = SmallSpace.path(2);
    memory.load(network, layout, vector);
    memory.clearGradients(network.blocks());
    ParameterLayout own = ParameterLayout.widest(network.blocks());
    PlainNetwork alone = new PlainNetwork(KERNELS, network, layout.gather(vector, own));
    SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy(0);
    alone.backward(loss, SmallSpace.images(1), SmallSpace.labels(1), 5);
    TrainingRun run =
        engine.train(memory.modules(network), List.of(SmallSpace.images(1)), 5, Map.of());
    FeatureMap gradient = run.outputGradient();
    loss.apply(run.output().matrix(), SmallSpace.labels(1), gradient.matrix());
    run.backward(gradient, memory.gradients());
    memory.gatherGradients(network.blocks());
    float[] gradients = new float[own.length()];

    memory.storeGradients(network, own, gradients);

    for (ParameterLayout.Slot slot : own.slots()) {
      double[] expected = alone.gradient(slot.shape().name());
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) gradients[slot.offset() + i])
            .as(slot.shape().name())
            .isEqualTo(expected[i]);
      }
    }
    memory.clearGradients(network.blocks());
    memory.storeGradients(network, own, gradients);
    assertThat(gradients).containsOnly(0);
  }

  @Test
  void aRunWhoseMemoryAnotherTookIsRefused() {
    Network network = SmallSpace.path(2);
    List<FeatureMap> images = List.of(SmallSpace.images(1));
    TrainingRun first = engine.train(memory.modules(network), images, 5, Map.of());
    FeatureMap gradient = first.outputGradient();

    engine.recalibrate(memory.modules(network), images, Map.of());

    assertThatIllegalStateException().isThrownBy(first::output);
    assertThatIllegalStateException()
        .isThrownBy(() -> first.backward(gradient, memory.gradients()));
  }

  @Test
  void aClosedEngineIsRefused() {
    Engine two = new Engine(KERNELS, DataType.FLOAT, 2);
    ModuleGraph modules = memory.modules(SmallSpace.path(2));
    List<FeatureMap> images = List.of(SmallSpace.images(1));
    TrainingRun run = two.train(modules, images, 5, Map.of());

    two.close();

    assertThatIllegalStateException()
        .isThrownBy(() -> two.recalibrate(modules, images, Map.of()))
        .withMessageContaining("closed");
    assertThatIllegalStateException().isThrownBy(run::output).withMessageContaining("closed");
  }

  @Test
  void aBlockWiderThanTheLayoutsIsRefused() {
    Network narrow = SmallSpace.SPACE.architecture(List.of(0, 0, 0, 0, 0, 0)).network();
    Network wide = SmallSpace.SPACE.architecture(List.of(0, 0, 0, 2, 0, 2)).network();
    PathMemory small = new PathMemory(engine, ParameterLayout.widest(narrow.blocks()));
    List<Block> wider =
        wide.blocks().stream().filter(block -> !narrow.blocks().contains(block)).toList();

    assertThat(wider).hasSize(2);
    for (Block block : wider) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> small.bind(block))
          .withMessageContaining("block '" + block.name() + "' has");
    }
  }

  @Test
  void makesTheModulesOfABlockOnce() {
    Network network = SmallSpace.path(2);

    assertThat(memory.bind(network.blocks().get(1)).modules())
        .isSameAs(memory.bind(SmallSpace.path(2).blocks().get(1)).modules());
  }
}
