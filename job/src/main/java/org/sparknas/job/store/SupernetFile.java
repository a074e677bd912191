package org.sparknas.job.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * Weights of a supernet in a file: eight letters {@code SNASWGHT}, the format's version and the
 * length of the header (32 bits each), the header in JSON, the values as 32-bit floats, and a
 * CRC-32C of all before. Numbers have their lowest byte first.
 */
public final class SupernetFile {
  private static final byte[] MAGIC = "SNASWGHT".getBytes(StandardCharsets.US_ASCII);
  private static final int FORMAT = 1;
  private static final int LONGEST_HEADER = 1 << 24;
  private static final int FLOATS_AT_ONCE = 1 << 14;
  private static final int FIXED_BYTES = 8 + 4 + 4 + 4;

  private final SupernetHeader header;
  private final float[] values;

  /**
   * Weights to write.
   *
   * @param values one for each parameter, in the order of the layout; not copied
   */
  public SupernetFile(SupernetHeader header, float[] values) {
    if (header.parameters() != values.length) {
      throw new IllegalArgumentException(
          values.length + " values for " + header.parameters() + " parameters");
    }
    this.header = header;
    this.values = values;
  }

  /** What the file says about its values. */
  public SupernetHeader header() {
    return header;
  }

  /** The values, one for each parameter in the order of the layout; not copied. */
  public float[] values() {
    return values;
  }

  /** Writes beside the file and renames. */
  public void write(Location file) {
    file.write(this::writeTo);
  }

  private void writeTo(OutputStream target) throws IOException {
    CheckedOutputStream out = new CheckedOutputStream(target, new CRC32C());
    byte[] json = JsonFiles.bytes(header);
    out.write(MAGIC);
    out.write(littleEndian(FORMAT, json.length));
    out.write(json);
    byte[] bytes = new byte[4 * FLOATS_AT_ONCE];
    FloatBuffer floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    for (int from = 0; from < values.length; from += FLOATS_AT_ONCE) {
      int count = Math.min(FLOATS_AT_ONCE, values.length - from);
      floats.rewind().put(values, from, count);
      out.write(bytes, 0, 4 * count);
    }
    out.write(littleEndian((int) out.getChecksum().getValue()));
    out.flush();
  }

  /**
   * Reads a file and checks all of it.
   *
   * @throws StoreException when it is missing, something else, damaged or of another version
   */
  public static SupernetFile read(Location file) {
    try (InputStream in = file.open()) {
      return read(file, new CheckedInputStream(in, new CRC32C()));
    } catch (FileNotFoundException e) {
      throw new StoreException(file + ": no such file; a finished training leaves one", e);
    } catch (IOException e) {
      throw StoreException.unreadable(file, e);
    }
  }

  private static SupernetFile read(Location file, CheckedInputStream in) throws IOException {
    byte[] start = in.readNBytes(16);
    if (!Arrays.equals(start, 0, Math.min(8, start.length), MAGIC, 0, 8)) {
      throw new StoreException(file + ": is no file of a supernet's weights");
    }
    if (start.length < 16) {
      throw truncated(file, "its first 16 bytes");
    }
    ByteBuffer numbers = ByteBuffer.wrap(start, 8, 8).order(ByteOrder.LITTLE_ENDIAN);
    int format = numbers.getInt();
    if (format != FORMAT) {
      throw new StoreException(
          "%s: format %d of a supernet's weights; this version reads %d"
              .formatted(file, format, FORMAT));
    }
    SupernetHeader header = header(file, in, numbers.getInt());
    float[] values = new float[Math.toIntExact(header.parameters())];
    for (int from = 0; from < values.length; from += FLOATS_AT_ONCE) {
      int count = Math.min(FLOATS_AT_ONCE, values.length - from);
      ByteBuffer.wrap(readFully(file, in, 4 * count, "its values"))
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(values, from, count);
    }
    int computed = (int) in.getChecksum().getValue();
    byte[] stored = readFully(file, in, 4, "its checksum");
    if (ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN).getInt() != computed) {
      throw new StoreException(file + ": is damaged, its checksum is wrong; copy it anew");
    }
    return new SupernetFile(header, values);
  }

  private static SupernetHeader header(Location file, CheckedInputStream in, int length)
      throws IOException {
    if (length < 2 || length > LONGEST_HEADER) {
      throw new StoreException(file + ": is damaged, its header would have " + length + " bytes");
    }
    byte[] json = readFully(file, in, length, "its header");
    SupernetHeader header;
    try {
      header = JsonFiles.read(new String(json, StandardCharsets.UTF_8), SupernetHeader.class);
    } catch (IllegalArgumentException e) {
      throw new StoreException(
          file + ": is damaged, its header cannot be read: " + e.getMessage(), e);
    }
    long expected = FIXED_BYTES + length + 4 * header.parameters();
    if (header.parameters() < 0 || file.size() != expected) {
      throw new StoreException(
          "%s: is damaged: %d bytes, but %d parameters need %d"
              .formatted(file, file.size(), header.parameters(), expected));
    }
    return header;
  }

  private static byte[] readFully(Location file, InputStream in, int length, String what)
      throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw truncated(file, what);
    }
    return bytes;
  }

  private static StoreException truncated(Location file, String what) throws IOException {
    return new StoreException("%s: ends at byte %d, inside %s".formatted(file, file.size(), what));
  }

  private static byte[] littleEndian(int... numbers) {
    byte[] bytes = new byte[4 * numbers.length];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(numbers);
    return bytes;
  }

  /** Throws {@link StoreException} that says what differs, unless these weights fit. */
  public void requireFit(Location file, SupernetHeader wanted) {
    List<String> differences = header.differences(wanted);
    if (!differences.isEmpty()) {
      throw new StoreException(
          file + ": is of another supernet: " + String.join("; ", differences));
    }
  }

  @Override
  public String toString() {
    return "SupernetFile[" + header + "]";
  }
}
