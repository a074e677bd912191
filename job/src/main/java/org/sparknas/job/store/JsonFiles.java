package org.sparknas.job.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.sparknas.supernet.architecture.StrictJson;

/** How records become JSON: {@code snake_case} names, absent values left out. */
final class JsonFiles {
  private static final double EXACT_WHOLE_NUMBERS = 0x1p53;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();

  private JsonFiles() {}

  /** Indented, with a line break at the end. */
  static String pretty(Object value) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON of " + value.getClass(), e);
    }
  }

  /** In one line, as UTF-8. */
  static byte[] bytes(Object value) throws JsonProcessingException {
    return MAPPER.writeValueAsBytes(value);
  }

  /** Reads a record; throws {@link IllegalArgumentException} that says what is wrong and where. */
  static <T> T read(String text, Class<T> type) {
    JsonNode value = StrictJson.read(text);
    if (!value.isObject()) {
      throw new IllegalArgumentException("no JSON object");
    }
    return read(value, type);
  }

  /** Makes a record of JSON that was read; throws {@link IllegalArgumentException} as above. */
  static <T> T read(JsonNode value, Class<T> type) {
    try {
      return MAPPER.treeToValue(value, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  /** Returns a record as a part of other JSON. */
  static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** Numbers by name; whole ones without a fraction. */
  static ObjectNode numbers(Map<String, Double> values) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    values.forEach(
        (name, value) -> {
          if (value == Math.rint(value) && Math.abs(value) < EXACT_WHOLE_NUMBERS) {
            node.put(name, value.longValue());
          } else {
            node.put(name, value);
          }
        });
    return node;
  }
}
