package org.sparknas.job.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.sparknas.supernet.architecture.ActivationFunction;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.tfnas.Expansion;
import org.sparknas.supernet.tfnas.TfnasLayout;
import org.sparknas.supernet.tfnas.TfnasSettings;
import org.sparknas.supernet.tfnas.TfnasStage;

/** The settings of a TF-NAS space. */
final class TfnasSpaceSettings {
  private static final String PATH = "space.tfnas.";

  /** Settings that no other space has. */
  static final List<String> OWN =
      List.of(
          PATH + "first-channels",
          PATH + "activation",
          PATH + "kernels",
          PATH + "expansions",
          PATH + "smallest-widths",
          PATH + "largest-widths",
          PATH + "squeezed-channels");

  private static final TfnasLayout DEFAULTS = TfnasLayout.tfnas();

  private TfnasSpaceSettings() {}

  /**
   * Reads them.
   *
   * @param meant whether this is the space that is configured; else outlines are another's
   */
  static TfnasSettings read(Settings settings, Shape image, int classes, boolean meant) {
    int first = settings.integer(PATH + "first-channels").between(1, 4096);
    TfnasLayout layout = activated(settings, meant ? layout(settings, first) : DEFAULTS);
    List<Integer> kernels =
        settings
            .integers(PATH + "kernels")
            .where(
                list ->
                    areDistinct(list)
                        && list.stream().allMatch(each -> each % 2 == 1 && each > 0 && each < 32),
                "at least one number, odd, from 1 to 31, all different");
    List<Expansion> expansions = expansions(settings);
    boolean squeeze = settings.flag("space.squeeze-excitation");
    OptionalDouble dropout = settings.number("space.dropout").belowOr(0, 1, "original");
    return new TfnasSettings(
        image, classes, layout, kernels, expansions, squeeze, dropout.orElse(0));
  }

  private static TfnasLayout layout(Settings settings, int first) {
    String name =
        settings.oneOf("space.layout", Choices.of("original", "TF-NAS", "MobileNetV2", "custom"));
    if (name.equals("custom")) {
      return custom(settings, first);
    }
    LayoutSettings.refuseCustom(settings, name);
    TfnasLayout named =
        name.equals("MobileNetV2") ? TfnasLayout.mobileNetV2() : TfnasLayout.tfnas();
    if (first != named.firstChannels()) {
      settings.refuse(PATH + "first-channels", "16 unless space.layout is custom");
    }
    return named;
  }

  private static TfnasLayout custom(Settings settings, int first) {
    List<Integer> channels =
        settings
            .integers("space.stage-channels")
            .where(
                list -> !list.isEmpty() && list.stream().allMatch(each -> each >= 1),
                "at least one number of 1 or more");
    int count = channels.size();
    List<Integer> repeats = LayoutSettings.repeats(settings, count);
    List<Integer> strides = LayoutSettings.strides(settings, count);
    int stem =
        LayoutSettings.orElse(settings, "space.stem-channels", DEFAULTS.stemChannels(), 1, 4096);
    int stemStride =
        LayoutSettings.orElse(settings, "space.stem-stride", DEFAULTS.stemStride(), 1, 2);
    int last =
        LayoutSettings.orElse(settings, "space.last-channels", DEFAULTS.lastChannels(), 1, 65536);
    if (settings.hasProblems()) {
      return DEFAULTS;
    }
    List<TfnasStage> stages = new ArrayList<>();
    for (int stage = 0; stage < count; stage++) {
      ActivationFunction activation =
          stage == 0 ? ActivationFunction.RELU : ActivationFunction.SWISH;
      stages.add(
          new TfnasStage(channels.get(stage), repeats.get(stage), strides.get(stage), activation));
    }
    return new TfnasLayout(
        stem, stemStride, ActivationFunction.RELU, first, stages, last, ActivationFunction.SWISH);
  }

  /** One activation throughout, or those of the layout. */
  private static TfnasLayout activated(Settings settings, TfnasLayout layout) {
    Map<String, UnaryOperator<ActivationFunction>> words = new LinkedHashMap<>();
    words.put("original", function -> function);
    for (ActivationFunction function :
        List.of(
            ActivationFunction.RELU,
            ActivationFunction.RELU6,
            ActivationFunction.SWISH,
            ActivationFunction.HARD_SWISH)) {
      words.put(Choices.hyphenated(function), any -> function);
    }
    UnaryOperator<ActivationFunction> chosen =
        settings.oneOf(PATH + "activation", new Choices<>(words));
    return new TfnasLayout(
        layout.stemChannels(),
        layout.stemStride(),
        chosen.apply(layout.stemActivation()),
        layout.firstChannels(),
        layout.stages().stream()
            .map(
                stage ->
                    new TfnasStage(
                        stage.channels(),
                        stage.layers(),
                        stage.stride(),
                        chosen.apply(stage.activation())))
            .toList(),
        layout.lastChannels(),
        chosen.apply(layout.lastActivation()));
  }

  private static List<Expansion> expansions(Settings settings) {
    List<Integer> initial =
        settings
            .integers(PATH + "expansions")
            .where(
                list ->
                    areDistinct(list) && list.stream().allMatch(each -> each >= 2 && each <= 100),
                "at least one number, from 2 to 100, all different");
    List<Double> smallest =
        perExpansion(settings, "smallest-widths", initial, (e, width) -> width > 1 && width <= e)
            .orElse(List.of());
    List<Double> largest =
        perExpansion(settings, "largest-widths", initial, (e, width) -> width >= e && width <= 1000)
            .orElse(List.of());
    List<Double> squeezed =
        perExpansion(
                settings, "squeezed-channels", initial, (e, width) -> width > 0 && width <= 1000)
            .orElse(List.of());
    if (smallest.isEmpty() || largest.isEmpty() || squeezed.isEmpty()) {
      return TfnasSettings.EXPANSIONS;
    }
    return IntStream.range(0, initial.size())
        .mapToObj(
            i -> new Expansion(initial.get(i), smallest.get(i), largest.get(i), squeezed.get(i)))
        .toList();
  }

  /** Whether a multiple of the input channels goes with an expansion. */
  @FunctionalInterface
  private interface Goes {
    boolean with(int expansion, double multiple);
  }

  /** A number for each expansion; nothing where they are refused. */
  private static Optional<List<Double>> perExpansion(
      Settings settings, String name, List<Integer> expansions, Goes goes) {
    List<Double> given = settings.numbers(PATH + name).any();
    boolean allowed =
        given.size() == expansions.size()
            && IntStream.range(0, given.size())
                .allMatch(i -> goes.with(expansions.get(i), given.get(i)));
    if (!allowed) {
      settings.refuse(
          PATH + name, "a number for each of the expansions " + expansions + must(name));
    }
    return allowed ? Optional.of(given) : Optional.empty();
  }

  private static String must(String name) {
    return switch (name) {
      case "smallest-widths" -> ", above 1 and no more than the expansion";
      case "largest-widths" -> ", no less than the expansion";
      default -> ", above 0";
    };
  }

  private static boolean areDistinct(List<Integer> values) {
    return !values.isEmpty() && new HashSet<>(values).size() == values.size();
  }
}
