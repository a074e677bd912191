package org.sparknas.supernet.architecture;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * Something that a search decides, such as {@code stage2.block3.operation}.
 *
 * @param values the allowed values, distinct
 */
public record Decision(String name, List<String> values) {
  /** Throws {@link IllegalArgumentException} when there are no values or two are equal. */
  public Decision {
    Objects.requireNonNull(name, "name");
    values = List.copyOf(values);
    if (values.isEmpty() || new HashSet<>(values).size() != values.size()) {
      throw new IllegalArgumentException(
          "decision '" + name + "' has values " + values + ": at least one, all different");
    }
  }
}
