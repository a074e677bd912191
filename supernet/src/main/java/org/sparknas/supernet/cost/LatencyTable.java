package org.sparknas.supernet.cost;

import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Times of blocks as they were measured on a device. The latency of a network is the sum of its
 * blocks' times and what the rest of it takes.
 *
 * @param device on which it was measured
 * @param batch images that are computed at once; times are of such a batch
 * @param base milliseconds of all that is not searched
 * @param curves by the key of a block
 */
public record LatencyTable(String device, int batch, double base, Map<String, LatencyCurve> curves)
    implements Serializable {

  /** Throws {@link IllegalArgumentException} when a value is out of range. */
  public LatencyTable {
    Objects.requireNonNull(device, "device");
    if (device.isBlank()) {
      throw new IllegalArgumentException("device is blank: the name of a device");
    }
    if (batch < 1) {
      throw new IllegalArgumentException("batch is " + batch + ": at least 1");
    }
    if (!(base >= 0) || Double.isInfinite(base)) {
      throw new IllegalArgumentException("base is " + base + ": milliseconds, 0 or more");
    }
    curves = Map.copyOf(curves);
  }

  /** The times of a key, if the table has it. */
  public Optional<LatencyCurve> curve(String key) {
    return Optional.ofNullable(curves.get(key));
  }

  /** The keys of the table. */
  public Set<String> keys() {
    return curves.keySet();
  }
}
