package org.sparknas.supernet.architecture;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * The architectures that the authors of a system published: the resource {@code published.json}
 * beside its space, {@code {source, networks: [{name, …}]}}. The rest of a network is the system's.
 */
public final class PublishedArchitectures {
  private static final String RESOURCE = "published.json";

  private final JsonNode networks;

  /** Reads those of the system that a class belongs to. */
  public PublishedArchitectures(Class<?> beside) {
    try (InputStream in = beside.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("no " + RESOURCE + " beside " + beside);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      networks = StrictJson.read(text).path("networks");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the architectures of the networks that are of a space, by name, in their order. */
  public Map<String, Architecture> where(
      Predicate<JsonNode> ofSpace, Function<JsonNode, Architecture> architecture) {
    Map<String, Architecture> published = new LinkedHashMap<>();
    for (JsonNode network : networks) {
      if (ofSpace.test(network)) {
        published.put(network.path("name").asText(), architecture.apply(network));
      }
    }
    return published;
  }

  /** Returns the whole numbers of a list. */
  public static List<Integer> numbers(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::intValue).toList();
  }
}
