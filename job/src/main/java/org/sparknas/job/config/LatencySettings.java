package org.sparknas.job.config;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.sparknas.job.store.Location;
import org.sparknas.supernet.cost.LatencyTable;
import org.sparknas.supernet.cost.LatencyTableFile;
import org.sparknas.supernet.tfnas.TfnasLatency;
import org.sparknas.supernet.tfnas.TfnasSpace;

/** Reads the latency table, which must fit the space. */
final class LatencySettings {
  private static final String TABLE = "cost.latency.table";
  private static final String DEVICE = "cost.latency.device";
  private static final String BATCH = "cost.latency.batch";

  private LatencySettings() {}

  static Optional<TfnasLatency> read(Settings settings, SpaceConfiguration space) {
    Optional<String> table = settings.optionalText(TABLE);
    LatencyTableFile file =
        new LatencyTableFile(
            settings.optionalText(DEVICE).filter(device -> !device.isBlank()),
            settings.isSet(BATCH)
                ? OptionalInt.of(settings.integer(BATCH).atLeast(1))
                : OptionalInt.empty());
    // A space that could not be read is another one's, whose keys would only confuse.
    if (table.isEmpty() || settings.hasProblems()) {
      return Optional.empty();
    }
    if (!(space instanceof SpaceConfiguration.Tfnas tfnas)) {
      settings.refuse(TABLE, "left out unless space.name is tfnas");
      return Optional.empty();
    }
    try {
      LatencyTable read = file.read(Location.of(table.get()).readText());
      return Optional.of(new TfnasLatency(new TfnasSpace(tfnas.settings()), read));
    } catch (FileNotFoundException e) {
      settings.refuse(TABLE, "a latency table, and there is none");
    } catch (IOException e) {
      settings.refuse(TABLE, "a latency table that can be read: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      settings.refuse(
          TABLE,
          "a latency table of the space; "
              + e.getMessage()
              + (e.getMessage().contains("is missing")
                  ? "; " + DEVICE + " and " + BATCH + " may stand for what a file does not name"
                  : ""));
    }
    return Optional.empty();
  }
}
