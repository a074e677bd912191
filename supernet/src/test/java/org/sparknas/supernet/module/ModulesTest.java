package org.sparknas.supernet.module;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.sparknas.supernet.architecture.Pooling;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.kernel.ElementFunction;
import org.sparknas.supernet.kernel.Window;

/** Each module alone, on odd sizes and widths. */
class ModulesTest extends ModuleContract {

  private static final Shape MAP = new Shape(5, 7, 3);
  private static final Shape EVEN = new Shape(6, 4, 3);
  private static final Shape VECTOR = Shape.vector(5);

  @Override
  Stream<ModuleCase> cases() {
    List<ModuleCase> cases = new ArrayList<>();
    cases.add(ModuleCase.of("pointwise", p -> new PointwiseConvolution(p.weight(3, 5)), MAP));
    cases.add(ModuleCase.of("linear", p -> new PointwiseConvolution(p.weight(5, 4)), VECTOR));
    cases.add(ModuleCase.of("bias", p -> new BiasAddition(p.row("bias", 3)), MAP));
    addConvolutions(cases);
    addElementwise(cases);
    addPoolings(cases);
    addChannels(cases);
    return cases.stream();
  }

  private static void addConvolutions(List<ModuleCase> cases) {
    for (Shape shape : List.of(MAP, EVEN)) {
      for (int stride : new int[] {1, 2}) {
        for (int kernel : new int[] {3, 5, 7}) {
          Window window = new Window(kernel, stride, 1);
          cases.add(
              ModuleCase.of(
                  "depthwise " + window + " on " + shape,
                  p -> WindowConvolution.depthwise(p.weight(kernel * kernel, 3), window),
                  shape));
        }
        for (Window window : List.of(new Window(3, stride, 1), new Window(1, stride, 1))) {
          int rows = 3 * window.kernel() * window.kernel();
          cases.add(
              ModuleCase.of(
                  "spatial " + window + " on " + shape,
                  p -> WindowConvolution.full(p.weight(rows, 4), window),
                  shape));
        }
      }
    }
    Window dilated = new Window(3, 1, 2);
    cases.add(
        ModuleCase.of(
            "dilated depthwise", p -> WindowConvolution.depthwise(p.weight(9, 3), dilated), MAP));
    cases.add(
        ModuleCase.of(
            "dilated spatial", p -> WindowConvolution.full(p.weight(27, 2), dilated), MAP));
  }

  private static void addElementwise(List<ModuleCase> cases) {
    for (ElementFunction function : ElementFunction.values()) {
      cases.add(ModuleCase.of(function + "", p -> new ElementActivation(function), MAP));
      cases.add(
          ModuleCase.of(
              "batch norm and " + function,
              p -> new BatchNormalisation("n", p.row("gamma", 3), p.row("beta", 3), function),
              MAP));
    }
    cases.add(ModuleCase.of("dropout", p -> new RandomDropout(0.4), MAP));
    cases.add(ModuleCase.of("sum of one", p -> new ElementSum(), MAP));
    cases.add(ModuleCase.of("sum of two", p -> new ElementSum(), MAP, MAP));
    cases.add(ModuleCase.of("sum of three", p -> new ElementSum(), MAP, MAP, MAP));
  }

  private static void addPoolings(List<ModuleCase> cases) {
    cases.add(ModuleCase.of("global average", p -> new GlobalAverage(), MAP));
    for (Shape shape : List.of(MAP, EVEN)) {
      for (Pooling.Kind kind : Pooling.Kind.values()) {
        for (int stride : new int[] {1, 2}) {
          cases.add(
              ModuleCase.of(
                  kind + " pooling, stride " + stride + " on " + shape,
                  p -> new WindowPooling(kind, new Window(3, stride, 1)),
                  shape));
        }
      }
    }
  }

  private static void addChannels(List<ModuleCase> cases) {
    Shape six = new Shape(3, 2, 6);
    cases.add(ModuleCase.of("shuffle of two", p -> ChannelSelection.shuffle(6, 2), six));
    cases.add(ModuleCase.of("shuffle of three", p -> ChannelSelection.shuffle(6, 3), six));
    cases.add(ModuleCase.of("slice", p -> ChannelSelection.slice(2, 5, 6), six));
    cases.add(
        ModuleCase.of(
            "concatenation",
            p ->
                new ChannelConcatenation(
                    List.of(
                        ChannelSelection.all(6), ChannelSelection.all(1), ChannelSelection.all(3))),
            six,
            six.withChannels(1),
            six.withChannels(3)));
    cases.add(
        ModuleCase.of(
            "concatenation of some channels",
            p ->
                new ChannelConcatenation(
                    List.of(ChannelSelection.slice(2, 5, 6), ChannelSelection.shuffle(4, 2))),
            six,
            six.withChannels(4)));
    cases.add(ModuleCase.of("gate", p -> new ChannelGate(), six, Shape.vector(6)));
  }
}
