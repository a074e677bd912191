package org.sparknas.supernet.oneshot;

import static org.sparknas.supernet.architecture.PublishedArchitectures.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.PublishedArchitectures;

/**
 * The networks that OneShot and SPOS published, as genes; {@code published.json} says where they
 * come from. A network is of every space with its outline and scales, whatever images and classes.
 */
final class PublishedOneShot {
  private static final PublishedArchitectures ALL =
      new PublishedArchitectures(PublishedOneShot.class);

  private PublishedOneShot() {}

  static Map<String, Architecture> of(OneShotSpace space, OneShotSettings settings) {
    return ALL.where(
        network -> isOf(network, settings),
        network ->
            space.architecture(numbers(network.path("blocks")), numbers(network.path("channels"))));
  }

  private static boolean isOf(JsonNode network, OneShotSettings settings) {
    return settings.layout().equals(OneShotLayout.named(network.path("layout").asText()))
        && settings.squeezeExcitation() == network.path("squeeze_excitation").asBoolean()
        && settings.head() == OneShotHead.of(network.path("head").asText())
        && settings.scales().equals(OneShotSettings.ALL_SCALES);
  }
}
