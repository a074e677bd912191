package org.sparknas.job.spark;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Float arrays in Java's serialisation as arrays of bytes. By itself Java takes them apart float by
 * float, which costs several times the copying.
 */
public final class FloatStream {
  private static final int FLOATS_AT_ONCE = 1 << 13;
  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

  private FloatStream() {}

  /** Writes an array with its length. */
  public static void write(float[] values, ObjectOutputStream out) throws IOException {
    out.writeInt(values.length);
    byte[] bytes = new byte[0];
    for (int done = 0; done < values.length; done += FLOATS_AT_ONCE) {
      int count = Math.min(FLOATS_AT_ONCE, values.length - done);
      if (bytes.length != Float.BYTES * count) {
        bytes = new byte[Float.BYTES * count];
      }
      floats(bytes).put(0, values, done, count);
      // As an array, for in between Java puts a header before every kilobyte; unshared, for a
      // stream remembers what is shared.
      out.writeUnshared(bytes);
    }
  }

  /** Reads what {@link #write} wrote, bit for bit. */
  public static float[] read(ObjectInputStream in) throws IOException, ClassNotFoundException {
    float[] values = new float[in.readInt()];
    for (int done = 0; done < values.length; done += FLOATS_AT_ONCE) {
      int count = Math.min(FLOATS_AT_ONCE, values.length - done);
      floats((byte[]) in.readUnshared()).get(0, values, done, count);
    }
    return values;
  }

  private static FloatBuffer floats(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ORDER).asFloatBuffer();
  }
}
