package org.sparknas.supernet.tfnas;

import java.util.List;
import org.sparknas.supernet.architecture.Architecture;

/**
 * The architecture that architecture parameters stand for.
 *
 * @param places for each block that it has, in order, the number of the searched block that it was
 *     derived from; another than its own where one before it in its stage is skipped
 */
public record DerivedArchitecture(Architecture architecture, List<Integer> places) {
  /** Copies the places. */
  public DerivedArchitecture {
    places = List.copyOf(places);
  }
}
