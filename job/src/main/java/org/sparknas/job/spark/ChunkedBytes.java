package org.sparknas.job.spark;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Bytes that are written once and read often. They are kept in pieces, because one array would be
 * copied whenever it has to grow, and must end at 2 GiB.
 */
final class ChunkedBytes extends OutputStream {
  private static final int FIRST = 1 << 10;

  /** With its header it fills regions of the garbage collector, which are powers of two. */
  static final int MOST = (4 << 20) - 32;

  private final List<byte[]> full = new ArrayList<>();
  private byte[] last = new byte[FIRST];
  private int used;

  @Override
  public void write(int value) {
    makeRoom();
    last[used++] = (byte) value;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    for (int done = 0; done < length; ) {
      makeRoom();
      int count = Math.min(length - done, last.length - used);
      System.arraycopy(bytes, offset + done, last, used, count);
      used += count;
      done += count;
    }
  }

  private void makeRoom() {
    if (used == last.length) {
      full.add(last);
      last = new byte[Math.min(MOST, 2 * last.length)];
      used = 0;
    }
  }

  /** What was written, in pieces that together are no longer than it. */
  byte[][] toArrays() {
    byte[][] arrays = full.toArray(new byte[full.size() + 1][]);
    arrays[full.size()] = Arrays.copyOf(last, used);
    return arrays;
  }

  /** Reads pieces one after the other. */
  static InputStream read(byte[][] arrays) {
    List<InputStream> streams = new ArrayList<>();
    for (byte[] array : arrays) {
      streams.add(new ByteArrayInputStream(array));
    }
    return new SequenceInputStream(Collections.enumeration(streams));
  }
}
