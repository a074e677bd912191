package org.sparknas.supernet.tfnas;

import static org.sparknas.supernet.architecture.PublishedArchitectures.numbers;

import java.util.Map;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.PublishedArchitectures;

/**
 * The networks that TF-NAS published; {@code published.json} says where they come from. They are of
 * every space with the paper's outline and operations, whatever images and classes.
 */
final class PublishedNetworks {
  private static final PublishedArchitectures ALL =
      new PublishedArchitectures(PublishedNetworks.class);

  private PublishedNetworks() {}

  static Map<String, Architecture> of(TfnasSpace space, TfnasSettings settings) {
    return ALL.where(
        network -> isThePapers(settings),
        network ->
            space.architecture(
                numbers(network.path("operations")),
                numbers(network.path("widths")),
                numbers(network.path("depths"))));
  }

  private static boolean isThePapers(TfnasSettings settings) {
    return settings.layout().equals(TfnasLayout.tfnas())
        && settings.kernels().equals(TfnasSettings.KERNELS)
        && settings.expansions().equals(TfnasSettings.EXPANSIONS)
        && settings.squeezeExcitation();
  }
}
