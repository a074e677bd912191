package org.sparknas.supernet.architecture;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Something that a search decides, such as {@code stage2.block3.operation}.
 *
 * @param values the allowed values, distinct
 */
public record Decision(String name, List<String> values) {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{1,9}");

  /** Throws {@link IllegalArgumentException} when there are no values or two are equal. */
  public Decision {
    Objects.requireNonNull(name, "name");
    values = List.copyOf(values);
    if (values.isEmpty() || new HashSet<>(values).size() != values.size()) {
      throw new IllegalArgumentException(
          "decision '" + name + "' has values " + values + ": at least one, all different");
    }
  }

  /** The allowed values in few words: {@code from 32 to 128}, or all of them. */
  public String allowed() {
    String first = values.get(0);
    String last = values.get(values.size() - 1);
    return values.size() > 2 && areConsecutive()
        ? "from " + first + " to " + last
        : String.join(", ", values);
  }

  private boolean areConsecutive() {
    if (!WHOLE_NUMBER.matcher(values.get(0)).matches()) {
      return false;
    }
    int first = Integer.parseInt(values.get(0));
    return IntStream.range(1, values.size())
        .allMatch(i -> values.get(i).equals(String.valueOf(first + i)));
  }
}
