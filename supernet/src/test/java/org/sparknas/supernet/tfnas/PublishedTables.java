package org.sparknas.supernet.tfnas;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.sparknas.supernet.cost.LatencyTable;
import org.sparknas.supernet.cost.LatencyTableFile;
import org.sparknas.supernet.cost.PublishedFigures;

/** The latency tables that TF-NAS published. */
final class PublishedTables {
  private PublishedTables() {}

  static LatencyTable gpu() throws IOException {
    return read("gpu", "Titan RTX", 32);
  }

  static LatencyTable cpu() throws IOException {
    return read("cpu", "Xeon Gold 6130", 1);
  }

  static LatencyTable named(String device) throws IOException {
    return device.equals("gpu") ? gpu() : cpu();
  }

  // The files name neither device nor batch.
  private static LatencyTable read(String name, String device, int batch) throws IOException {
    String text = PublishedFigures.read("tfnas/latency_knots_" + name + ".json");
    return new LatencyTableFile(Optional.of(device), OptionalInt.of(batch)).read(text);
  }
}
