package org.sparknas.supernet.architecture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.OptionalInt;

/** Reads every JSON that comes from outside, and compares it by what it says. */
public final class StrictJson {
  private static final JsonMapper MAPPER =
      new JsonMapper(
          JsonFactory.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
              .build());

  private static final Comparator<JsonNode> BY_VALUE =
      (one, other) -> isSameValue(one, other) ? 0 : 1;

  private StrictJson() {}

  /**
   * Reads a text that is one JSON value.
   *
   * @throws IllegalArgumentException with line and column, when the text is no JSON, ends too
   *     early, goes on after the value, or an object has a key twice
   */
  public static JsonNode read(String text) {
    try (JsonParser parser = MAPPER.createParser(text)) {
      JsonNode value = MAPPER.readTree(parser);
      if (value == null) {
        throw new IllegalArgumentException("not a JSON file: it is empty");
      }
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException(
            "not a JSON file: it goes on after its value" + at(parser.currentTokenLocation()));
      }
      return value;
    } catch (JsonEOFException e) {
      throw new IllegalArgumentException(
          "not a JSON file: it ends too early" + at(e.getLocation()), e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "not a JSON file: " + e.getOriginalMessage() + at(e.getLocation()), e);
    } catch (IOException e) {
      throw new UncheckedIOException("a text cannot be read", e);
    }
  }

  private static String at(JsonLocation place) {
    return " in line " + place.getLineNr() + " column " + place.getColumnNr();
  }

  /** Whether two values are the same; so are numbers of one value, 1 and 1.0. */
  public static boolean areSame(JsonNode one, JsonNode other) {
    return one.equals(BY_VALUE, other);
  }

  private static boolean isSameValue(JsonNode one, JsonNode other) {
    if (!one.isNumber() || !other.isNumber()) {
      return one.equals(other);
    }
    if (one.isIntegralNumber() && other.isIntegralNumber()) {
      return one.bigIntegerValue().equals(other.bigIntegerValue());
    }
    return one.doubleValue() == other.doubleValue();
  }

  /** The whole number that a value is, written 32 or 32.0; empty where it is something else. */
  public static OptionalInt wholeNumber(JsonNode value) {
    return value.canConvertToExactIntegral() && value.canConvertToInt()
        ? OptionalInt.of(value.intValue())
        : OptionalInt.empty();
  }
}
