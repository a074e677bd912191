package org.sparknas.supernet.tfnas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.engine.Engine;
import org.sparknas.supernet.engine.PathMemory;
import org.sparknas.supernet.kernel.Nd4jKernels;
import org.sparknas.supernet.module.MixtureWeights;
import org.sparknas.supernet.module.Supernet;

/** What is sampled, what is weighed and what is derived are the same network at the corners. */
class SearchNetworksTest {
  /** The same arithmetic in double; sums with zeros among them. */
  private static final Offset<Double> EXACT = within(1e-12);

  private final Engine engine = new Engine(new Nd4jKernels(), DataType.DOUBLE, 1);

  private static SearchNetworks networks(DepthScheme scheme) {
    return new SearchNetworks(SmallSearch.SPACE, scheme, SmallSearch.WIDTHS);
  }

  private double[] logits(Network network, Map<String, MixtureWeights> mixtures) {
    return logits(SmallSearch.SUPERNET, SmallSearch.values(), network, mixtures);
  }

  private double[] logits(
      Supernet supernet, float[] values, Network network, Map<String, MixtureWeights> mixtures) {
    PathMemory memory = new PathMemory(engine, supernet.layout());
    memory.load(network, supernet.layout(), values);
    return engine
        .recalibrate(
            memory.modules(network), List.of(SmallSearch.images(DataType.DOUBLE)), mixtures)
        .output()
        .matrix()
        .values();
  }

  private static MixtureWeights only(int index, int size) {
    double[] weights = new double[size];
    weights[index] = 1;
    return new MixtureWeights(weights);
  }

  @ParameterizedTest
  @EnumSource
  void aMixtureOfOneOperationEachIsThatPath(DepthScheme scheme) {
    SearchNetworks networks = networks(scheme);
    List<Integer> operations = List.of(2, 0, 3);
    Map<String, MixtureWeights> depths = networks.depthWeights(SmallSearch.parameters(scheme));
    Map<String, MixtureWeights> all = new HashMap<>(depths);
    for (int place = 0; place < 3; place++) {
      boolean skips = scheme == DepthScheme.SKIP_IN_CANDIDATES && place == 1;
      all.put(networks.operationsOf(place), only(operations.get(place), skips ? 5 : 4));
    }

    assertThat(logits(networks.mixture(), all))
        .containsExactly(logits(networks.path(operations), depths), EXACT);
  }

  @Test
  void aSinkOfOneDepthIsTheNetworkOfThatDepth() {
    SearchNetworks networks = networks(DepthScheme.SINK_CONNECTING);
    List<Integer> operations = List.of(1, 2, 3);
    for (int depth = 1; depth <= 2; depth++) {
      Network derived =
          SmallSearch.SPACE
              .architecture(
                  operations,
                  List.of(
                      SmallSearch.WIDTHS.of(0, 1),
                      SmallSearch.WIDTHS.of(1, 2),
                      SmallSearch.WIDTHS.of(2, 3)),
                  List.of(depth, 1))
              .network();

      assertThat(logits(networks.path(operations), Map.of("stage1.sink", only(depth - 1, 2))))
          .containsExactly(logits(derived, Map.of()), EXACT);
    }
  }

  /** Two blocks of one shape behind the first of a stage, and the earlier one is skipped. */
  @Test
  void aBlockThatMovedUpComputesWhatItDidWhereItWas() {
    TfnasSpace space = SmallSearch.space(3);
    Supernet supernet = new Supernet(space);
    ArchitectureParameters initial =
        ArchitectureParameters.initial(space, DepthScheme.SKIP_IN_CANDIDATES);
    double[] logits = initial.flat();
    logits[4 + 4] = 1;
    DerivedArchitecture derived =
        initial.withFlat(logits).derive(space, OperationWidths.initial(space));
    assertThat(derived.places()).containsExactly(0, 2, 3);
    float[] values = supernet.initialValues(new TfnasInitialization(), 3);
    Network path =
        new SearchNetworks(space, DepthScheme.SKIP_IN_CANDIDATES, OperationWidths.initial(space))
            .path(List.of(0, 4, 0, 0));
    double[] expected = logits(supernet, values, path, Map.of());

    derived.place(supernet.layout(), values);

    assertThat(logits(supernet, values, derived.architecture().network(), Map.of()))
        .containsExactly(expected, EXACT);
  }

  @Test
  void aSkippedBlockPassesItsInputOn() {
    SearchNetworks in = networks(DepthScheme.SKIP_IN_CANDIDATES);
    SearchNetworks out = networks(DepthScheme.SKIP_OUT_OF_CANDIDATES);
    Network skipping = in.path(List.of(1, 4, 3));

    assertThat(skipping.blocks()).noneMatch(block -> block.name().startsWith("stage1.block2"));
    assertThat(logits(skipping, Map.of()))
        .containsExactly(
            logits(out.path(List.of(1, 2, 3)), Map.of("stage1.block2.skip", only(0, 2))), EXACT);
  }
}
