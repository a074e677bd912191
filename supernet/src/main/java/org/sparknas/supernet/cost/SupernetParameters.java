package org.sparknas.supernet.cost;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.ParameterRole;
import org.sparknas.supernet.architecture.ParameterShape;
import org.sparknas.supernet.architecture.SearchSpace;

/** How many parameters the shared weights of a space hold: each once, as wide as it gets. */
public final class SupernetParameters {
  private SupernetParameters() {}

  /** The parameters of these roles, or of all roles when none is given. */
  public static long count(SearchSpace space, ParameterRole... roles) {
    EnumSet<ParameterRole> wanted =
        roles.length == 0
            ? EnumSet.allOf(ParameterRole.class)
            : EnumSet.copyOf(Arrays.asList(roles));
    Map<String, ParameterShape> widest = new HashMap<>();
    for (Block block : space.blocks()) {
      for (ParameterShape parameter : block.parameters()) {
        if (wanted.contains(parameter.role())) {
          widest.merge(parameter.name(), parameter, ParameterShape::covering);
        }
      }
    }
    return widest.values().stream().mapToLong(ParameterShape::size).sum();
  }
}
