package org.sparknas.supernet.architecture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Architectures as JSON: {@code {format, space: {name, settings}, decisions: {name: value}}}. */
public final class ArchitectureFile {
  /** The version of the layout. */
  public static final int FORMAT = 1;

  private ArchitectureFile() {}

  /** The JSON of an architecture. */
  public static ObjectNode toJson(Architecture architecture) {
    ObjectNode root = JsonNodeFactory.instance.objectNode().put("format", FORMAT);
    ObjectNode space = root.putObject("space").put("name", architecture.space().name());
    space.set("settings", architecture.space().settings());
    ObjectNode decisions = root.putObject("decisions");
    architecture.decisions().forEach(decisions::put);
    return root;
  }

  /** The text of an architecture's file, indented. */
  public static String write(Architecture architecture) {
    return toJson(architecture).toPrettyString() + "\n";
  }

  /**
   * Reads the text of an architecture's file, or of JSON that holds one as its {@code
   * architecture}, as {@code fit} prints it.
   *
   * @throws IllegalArgumentException when it is not such a file, or of another space: then the
   *     message says what differs
   */
  public static Architecture read(String text, SearchSpace space) {
    JsonNode root = StrictJson.read(text);
    JsonNode within = root.path("architecture");
    return fromJson(within.isObject() ? within : root, space);
  }

  /** Reads an architecture's JSON; throws as {@link #read}. */
  public static Architecture fromJson(JsonNode root, SearchSpace space) {
    if (!root.path("space").isObject()) {
      throw new IllegalArgumentException(
          "no object 'space' at its top: must be an architecture's file, such as genetic-1.json");
    }
    JsonNode format = root.path("format");
    if (StrictJson.wholeNumber(format).orElse(0) != FORMAT) {
      throw new IllegalArgumentException(
          "format of the architecture file is " + shown(format) + ": " + FORMAT + " is allowed");
    }
    checkSpace(root.path("space"), space);
    JsonNode decisions = root.path("decisions");
    if (!decisions.isObject()) {
      throw new IllegalArgumentException(
          "no object 'decisions' at its top: must be an architecture's file, such as genetic-1.json");
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (Iterator<Map.Entry<String, JsonNode>> i = decisions.fields(); i.hasNext(); ) {
      Map.Entry<String, JsonNode> field = i.next();
      if (!field.getValue().isTextual()) {
        throw new IllegalArgumentException(
            "decision '" + field.getKey() + "' is " + field.getValue() + ": a text is allowed");
      }
      values.put(field.getKey(), field.getValue().textValue());
    }
    return Architecture.of(space, values);
  }

  private static void checkSpace(JsonNode written, SearchSpace space) {
    String name = written.path("name").asText();
    if (!name.equals(space.name())) {
      throw new IllegalArgumentException(
          "the architecture is of the space '" + name + "', not of '" + space.name() + "'");
    }
    JsonNode expected = space.settings();
    JsonNode found = written.path("settings");
    List<String> differences = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    expected.fieldNames().forEachRemaining(names::add);
    found.fieldNames().forEachRemaining(names::add);
    for (String setting : names) {
      if (!StrictJson.areSame(expected.path(setting), found.path(setting))) {
        differences.add(
            setting
                + " is "
                + shown(found.path(setting))
                + " in the file and "
                + shown(expected.path(setting))
                + " here");
      }
    }
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          "the architecture is of another space '" + name + "': " + String.join("; ", differences));
    }
  }

  private static String shown(JsonNode node) {
    return node.isMissingNode() ? "missing" : node.toString();
  }
}
