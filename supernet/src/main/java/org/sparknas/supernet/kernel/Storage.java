package org.sparknas.supernet.kernel;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Memory outside the Java heap for numbers of one type: one of ND4J's buffers, and the views of it
 * that fast loops need. {@link Matrix Matrices} are stretches of it and cost next to nothing to
 * make, where an ND4J array costs microseconds.
 */
public final class Storage implements AutoCloseable {

  /** Whether ND4J computes on the CPU, where Java can read and write its memory. */
  static final boolean IS_ON_CPU = Nd4j.getBackend().getClass().getSimpleName().startsWith("Cpu");

  private final INDArray vector;
  private final FloatBuffer floats;
  private final ByteBuffer bytes;
  private final FloatPointer pointer;

  private Storage(INDArray vector) {
    this.vector = vector;
    boolean isFloat = IS_ON_CPU && vector.dataType() == DataType.FLOAT;
    this.floats = isFloat ? vector.data().asNioFloat() : null;
    this.bytes = isFloat ? vector.data().asNio() : null;
    this.pointer = isFloat ? new FloatPointer(vector.data().pointer()) : null;
  }

  /**
   * New memory, not initialised, that belongs to no workspace.
   *
   * @param length how many numbers; at least one
   * @throws IllegalArgumentException when it is below one or beyond {@link #longest}
   */
  public static Storage allocate(DataType type, long length) {
    if (length < 1 || length > longest(type)) {
      throw new IllegalArgumentException(
          "storage of %,d numbers: 1 to %,d are possible".formatted(length, longest(type)));
    }
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return new Storage(Nd4j.createUninitializedDetached(type, length));
    }
  }

  /** How many numbers one storage can hold: Java's views of memory reach 2 GiB. */
  public static int longest(DataType type) {
    return Integer.MAX_VALUE / type.width();
  }

  /** The memory of a contiguous array, or of a copy where the array is part of a larger one. */
  static Storage of(INDArray array) {
    boolean whole = array.ordering() == 'c' && !array.isView() && array.data().offset() == 0;
    INDArray contiguous = whole ? array : array.dup('c');
    return new Storage(contiguous.reshape('c', new long[] {contiguous.length()}));
  }

  public DataType type() {
    return vector.dataType();
  }

  public long length() {
    return vector.length();
  }

  /** A stretch of this memory. */
  public Matrix matrix(long offset, int rows, int columns) {
    return new Matrix(this, offset, rows, columns);
  }

  /** All of it as one row. */
  public Matrix row() {
    return matrix(0, 1, Math.toIntExact(length()));
  }

  /** Copies floats to where they stand from {@code offset} on. */
  public void write(int offset, float[] values, int from, int count) {
    if (floats != null) {
      floats.put(offset, values, from, count);
    } else {
      float[] part = Arrays.copyOfRange(values, from, from + count);
      matrix(offset, 1, count).array().assign(Nd4j.createFromArray(part).reshape('c', 1, count));
    }
  }

  /** Copies the floats that stand from {@code offset} on. */
  public void read(int offset, float[] values, int from, int count) {
    if (floats != null) {
      floats.get(offset, values, from, count);
    } else {
      float[] part = matrix(offset, 1, count).array().dup('c').data().asFloat();
      System.arraycopy(part, 0, values, from, count);
    }
  }

  /** All of it for absolute bulk access. Null for other types than floats, and on a GPU. */
  FloatBuffer floats() {
    return floats;
  }

  /** The same as {@link #floats}, as bytes. */
  ByteBuffer bytes() {
    return bytes;
  }

  /** The address of the first number. Null for other types than floats, and on a GPU. */
  FloatPointer pointer() {
    return pointer;
  }

  DataBuffer buffer() {
    return vector.data();
  }

  @Override
  public void close() {
    if (vector.closeable()) {
      vector.close();
    }
  }
}
