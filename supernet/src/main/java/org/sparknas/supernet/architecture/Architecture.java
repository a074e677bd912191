package org.sparknas.supernet.architecture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One choice for each decision of a space; valid by construction.
 *
 * @param choices for each decision, in the space's order, the index of its value
 */
public record Architecture(SearchSpace space, List<Integer> choices) {
  /**
   * Throws {@link IllegalArgumentException} when there are too many or too few, out of range, or
   * some that do not go together.
   */
  public Architecture {
    Objects.requireNonNull(space, "space");
    choices = List.copyOf(choices);
    List<Decision> decisions = space.decisions();
    if (choices.size() != decisions.size()) {
      throw new IllegalArgumentException(
          choices.size()
              + " choices for the "
              + decisions.size()
              + " decisions of the space '"
              + space.name()
              + "'");
    }
    for (int i = 0; i < choices.size(); i++) {
      List<String> values = decisions.get(i).values();
      if (choices.get(i) < 0 || choices.get(i) >= values.size()) {
        throw new IllegalArgumentException(
            "choice "
                + choices.get(i)
                + " for '"
                + decisions.get(i).name()
                + "': 0 to "
                + (values.size() - 1)
                + " are allowed, for "
                + decisions.get(i).allowed());
      }
    }
    space.requireTogether(choices);
  }

  /** The architecture of a value for each decision; throws {@link IllegalArgumentException}. */
  public static Architecture of(SearchSpace space, Map<String, String> values) {
    List<Decision> decisions = space.decisions();
    for (String name : values.keySet()) {
      if (decisions.stream().noneMatch(decision -> decision.name().equals(name))) {
        throw new IllegalArgumentException(
            "the space '" + space.name() + "' has no decision '" + name + "'");
      }
    }
    return new Architecture(
        space, decisions.stream().map(decision -> choice(decision, values)).toList());
  }

  private static int choice(Decision decision, Map<String, String> values) {
    String value = values.get(decision.name());
    if (value == null) {
      throw new IllegalArgumentException("no value for decision '" + decision.name() + "'");
    }
    int choice = decision.values().indexOf(value);
    if (choice < 0) {
      throw new IllegalArgumentException(
          "'" + value + "' for '" + decision.name() + "': allowed are " + decision.allowed());
    }
    return choice;
  }

  /** The value of each decision, in the space's order. */
  public Map<String, String> decisions() {
    Map<String, String> values = new LinkedHashMap<>();
    List<Decision> decisions = space.decisions();
    for (int i = 0; i < choices.size(); i++) {
      values.put(decisions.get(i).name(), decisions.get(i).values().get(choices.get(i)));
    }
    return values;
  }

  /** The value of a decision; throws {@link IllegalArgumentException} when there is none. */
  public String value(String decision) {
    List<Decision> decisions = space.decisions();
    for (int i = 0; i < choices.size(); i++) {
      if (decisions.get(i).name().equals(decision)) {
        return decisions.get(i).values().get(choices.get(i));
      }
    }
    throw new IllegalArgumentException(
        "the space '" + space.name() + "' has no decision '" + decision + "'");
  }

  /** Returns the architecture that stands for all with this network. */
  public Architecture canonical() {
    return space.canonical(this);
  }

  /** The network that these choices make. */
  public Network network() {
    return space.network(this);
  }
}
