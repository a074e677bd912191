package org.sparknas.supernet.cost;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.sparknas.supernet.architecture.StrictJson;

/**
 * Latency tables as JSON: {@code {unit: "ms", device, batch, base, table: {key: [[width, time],
 * …]}}}, times in milliseconds at rising widths.
 *
 * @param device that is meant where the file names none
 * @param batch that is meant where the file names none
 */
public record LatencyTableFile(Optional<String> device, OptionalInt batch) {
  private static final String UNIT = "ms";

  /** Files that say everything themselves. */
  public LatencyTableFile() {
    this(Optional.empty(), OptionalInt.empty());
  }

  /**
   * Reads the text of a file.
   *
   * @throws IllegalArgumentException naming everything that is missing or wrong
   */
  public LatencyTable read(String text) {
    JsonNode root = StrictJson.read(text);
    List<String> problems = new ArrayList<>();
    require(
        root.path("unit").asText().equals(UNIT),
        "unit is " + shown(root.path("unit")) + ": \"ms\" is allowed",
        problems);
    String named = device(root.path("device"), problems);
    int images = batch(root.path("batch"), problems);
    JsonNode base = root.path("base");
    require(
        isTime(base),
        "base is " + shown(base) + ": milliseconds of all that is not searched, 0 or more",
        problems);
    Map<String, LatencyCurve> curves = curves(root.path("table"), problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return new LatencyTable(named, images, base.doubleValue(), curves);
  }

  private String device(JsonNode node, List<String> problems) {
    String named = node.isTextual() ? node.textValue().strip() : "";
    if (node.isMissingNode() && device.isPresent()) {
      return device.get();
    }
    require(
        !named.isEmpty(),
        "device is " + shown(node) + ": the name of the device that was measured",
        problems);
    require(
        device.isEmpty() || device.get().equals(named),
        "device is " + shown(node) + ", and '" + device.orElse("") + "' is expected",
        problems);
    return named;
  }

  private int batch(JsonNode node, List<String> problems) {
    int images = StrictJson.wholeNumber(node).orElse(0);
    if (node.isMissingNode() && batch.isPresent()) {
      return batch.getAsInt();
    }
    require(
        images >= 1,
        "batch is " + shown(node) + ": how many images were computed at once, 1 or more",
        problems);
    require(
        batch.isEmpty() || batch.getAsInt() == images,
        "batch is " + shown(node) + ", and " + batch.orElse(0) + " is expected",
        problems);
    return images;
  }

  private static Map<String, LatencyCurve> curves(JsonNode table, List<String> problems) {
    require(
        table.isObject(), "table is " + shown(table) + ": an object with a list a key", problems);
    Map<String, LatencyCurve> curves = new HashMap<>();
    for (Iterator<Map.Entry<String, JsonNode>> i = table.fields(); i.hasNext(); ) {
      Map.Entry<String, JsonNode> entry = i.next();
      try {
        curves.put(entry.getKey(), curve(entry.getValue()));
      } catch (IllegalArgumentException e) {
        problems.add("'" + entry.getKey() + "': " + e.getMessage());
      }
    }
    return curves;
  }

  private static LatencyCurve curve(JsonNode points) {
    int[] widths = new int[points.size()];
    double[] times = new double[points.size()];
    for (int i = 0; i < points.size(); i++) {
      JsonNode point = points.get(i);
      if (point == null
          || point.size() != 2
          || StrictJson.wholeNumber(point.path(0)).orElse(0) < 1
          || !point.path(1).isNumber()) {
        throw new IllegalArgumentException(
            "entry " + (i + 1) + " is " + point + ": [width, milliseconds] is allowed");
      }
      widths[i] = point.path(0).intValue();
      times[i] = point.path(1).doubleValue();
    }
    return new LatencyCurve(widths, times);
  }

  private static boolean isTime(JsonNode node) {
    return node.isNumber() && node.doubleValue() >= 0 && Double.isFinite(node.doubleValue());
  }

  private static void require(boolean holds, String problem, List<String> problems) {
    if (!holds) {
      problems.add(problem);
    }
  }

  private static String shown(JsonNode node) {
    String text = node.toString();
    return node.isMissingNode() ? "missing" : text.length() > 80 ? text.substring(0, 80) : text;
  }
}
