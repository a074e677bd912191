package org.sparknas.supernet.module;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.zip.CRC32C;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.ParameterShape;

/**
 * Where each parameter lies in one flat vector. The parameters of a block stand together, those of
 * a role behind each other. A narrower layout's parameters are prefixes, in rows and columns, of
 * the wider one's of the same name, and can be copied out of it and back.
 */
public final class ParameterLayout {

  /**
   * A parameter's place.
   *
   * @param offset of its first value in the flat vector; its rows follow one another
   */
  public record Slot(ParameterShape shape, int offset) {}

  /** The stretch of the flat vector that holds a block's parameters. */
  public record Region(int offset, int length) {}

  private final Map<String, Slot> slots = new LinkedHashMap<>();
  private final Map<String, Region> regions = new LinkedHashMap<>();
  private final int length;

  private ParameterLayout(Map<String, Map<String, ParameterShape>> byBlock) {
    int offset = 0;
    for (Map.Entry<String, Map<String, ParameterShape>> block : byBlock.entrySet()) {
      int start = offset;
      for (ParameterShape shape : byRole(block.getValue().values())) {
        slots.put(shape.name(), new Slot(shape, offset));
        offset = Math.addExact(offset, Math.toIntExact(shape.size()));
      }
      regions.put(block.getKey(), new Region(start, offset - start));
    }
    length = offset;
  }

  /** Each parameter as wide as the widest of these blocks has it. */
  public static ParameterLayout widest(Collection<Block> blocks) {
    Map<String, Map<String, ParameterShape>> byBlock = new LinkedHashMap<>();
    for (Block block : blocks) {
      Map<String, ParameterShape> shapes =
          byBlock.computeIfAbsent(block.name(), name -> new LinkedHashMap<>());
      block.parameters().forEach(s -> shapes.merge(s.name(), s, ParameterShape::covering));
    }
    return new ParameterLayout(byBlock);
  }

  /** Weights, then biases, then those of batch norms. */
  public static List<ParameterShape> byRole(Collection<ParameterShape> shapes) {
    return shapes.stream().sorted(Comparator.comparing(ParameterShape::role)).toList();
  }

  /** How many values the flat vector has. */
  public int length() {
    return length;
  }

  public Collection<Slot> slots() {
    return slots.values();
  }

  /** The place of a parameter; throws {@link IllegalArgumentException} when there is none. */
  public Slot slot(String name) {
    return found(slots.get(name), name);
  }

  /**
   * The stretch of a block's parameters; throws {@link IllegalArgumentException} if there is none.
   */
  public Region region(String block) {
    return found(regions.get(block), block);
  }

  private static <T> T found(T value, String name) {
    if (value == null) {
      throw new IllegalArgumentException("the layout has no '" + name + "'");
    }
    return value;
  }

  /** A checksum of the parameters' names, sizes and order. */
  public String fingerprint() {
    CRC32C checksum = new CRC32C();
    for (Slot slot : slots.values()) {
      checksum.update(slot.toString().getBytes(StandardCharsets.UTF_8));
    }
    return Long.toHexString(checksum.getValue());
  }

  /** Copies the prefixes that a narrower layout holds out of a vector of this layout. */
  public float[] gather(float[] vector, ParameterLayout narrower) {
    float[] result = new float[narrower.length];
    copy(narrower, (from, to, count) -> System.arraycopy(vector, from, result, to, count));
    return result;
  }

  /** Copies a vector of a narrower layout back to where {@link #gather} took it from. */
  public void scatter(float[] narrow, ParameterLayout narrower, float[] vector) {
    copy(narrower, (to, from, count) -> System.arraycopy(narrow, from, vector, to, count));
  }

  /** The stretches of this layout that a narrower one's parameters take: offset and count. */
  public void stretches(ParameterLayout narrower, BiConsumer<Integer, Integer> stretch) {
    copy(narrower, (from, to, count) -> stretch.accept(from, count));
  }

  /** A contiguous run of values that two layouts share. */
  @FunctionalInterface
  public interface Run {
    void copy(int wideOffset, int narrowOffset, int count);
  }

  private void copy(ParameterLayout narrower, Run run) {
    for (Slot narrow : narrower.slots()) {
      runs(slot(narrow.shape().name()), narrow.shape(), narrow.offset(), run);
    }
  }

  /** The runs of the prefix of a wide parameter that stands contiguously at {@code offset}. */
  public static void runs(Slot wide, ParameterShape prefix, int offset, Run run) {
    if (!prefix.isPrefixOf(wide.shape())) {
      throw new IllegalArgumentException(prefix + " is no prefix of " + wide.shape());
    }
    if (prefix.columns() == wide.shape().columns()) {
      run.copy(wide.offset(), offset, Math.toIntExact(prefix.size()));
      return;
    }
    for (int row = 0; row < prefix.rows(); row++) {
      run.copy(
          wide.offset() + row * wide.shape().columns(),
          offset + row * prefix.columns(),
          prefix.columns());
    }
  }
}
