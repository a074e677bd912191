package org.sparknas.supernet.cost;

import java.util.List;

/** The costs that need nothing but a network's description. */
record CountedCosts(CostSettings settings, CountingConvention convention) {
  List<Cost> all() {
    Counter plain = new Counter(convention);
    Counter microNet = new Counter(CountingConvention.microNet(settings.microNetClipMults()));
    return List.of(
        new CountedCost("macs", plain, counts -> counts.total().macs()),
        new CountedCost("parameters", plain, counts -> counts.total().parameters()),
        new CountedCost("score", plain, this::score),
        new CountedCost("micronet_mults", microNet, counts -> counts.total().mults()),
        new CountedCost("micronet_adds", microNet, counts -> counts.total().adds()),
        new CountedCost("micronet_parameters", microNet, counts -> counts.total().parameters()),
        new CountedCost("micronet_score_float32", microNet, this::float32),
        new CountedCost("micronet_score_float16", microNet, this::float16),
        new CountedCost("micronet_score_int8", microNet, this::int8));
  }

  private double score(BlockCounts counts) {
    Count total = counts.total();
    return 0.5 * total.macs() / settings.scoreMacs()
        + 0.5 * total.parameters() / settings.scoreParameters();
  }

  private double microNet(double parameters, double operations) {
    return parameters / settings.microNetParameters() + operations / settings.microNetOperations();
  }

  private double float32(BlockCounts counts) {
    Count total = counts.total();
    return microNet(total.parameters(), (double) (total.mults() + total.adds()));
  }

  // Sums stay in 32 bits.
  private double float16(BlockCounts counts) {
    Count total = counts.total();
    return microNet(total.parameters() / 2, total.mults() / 2.0 + total.adds());
  }

  private double int8(BlockCounts counts) {
    Count quantized = counts.quantizable();
    Count full = counts.other();
    return microNet(
        quantized.parameters() / 4 + full.parameters(),
        (quantized.mults() + quantized.adds()) / 4.0 + full.mults() + full.adds());
  }
}
