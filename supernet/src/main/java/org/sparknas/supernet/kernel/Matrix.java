package org.sparknas.supernet.kernel;

import java.util.Objects;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A contiguous matrix {@code [rows, columns]}, a stretch of a {@link Storage}. */
public final class Matrix {

  private final Storage storage;
  private final int offset;
  private final int rows;
  private final int columns;
  private volatile INDArray array;

  Matrix(Storage storage, long offset, int rows, int columns) {
    if (offset < 0
        || rows < 0
        || columns < 1
        || offset + (long) rows * columns > storage.length()) {
      throw new IllegalArgumentException(
          "a matrix of %d x %d at %d in storage of %d numbers"
              .formatted(rows, columns, offset, storage.length()));
    }
    this.storage = storage;
    this.offset = Math.toIntExact(offset);
    this.rows = rows;
    this.columns = columns;
  }

  /** New memory of its own, not initialised. */
  public static Matrix allocate(DataType type, int rows, int columns) {
    return Storage.allocate(type, (long) rows * columns).matrix(0, rows, columns);
  }

  /** The memory of a contiguous array of rank 2, or a copy where it is part of a larger one. */
  public static Matrix of(INDArray array) {
    return Storage.of(array).matrix(0, array.rows(), array.columns());
  }

  public DataType type() {
    return storage.type();
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  public int length() {
    return rows * columns;
  }

  public Storage storage() {
    return storage;
  }

  /** Where the first value stands in the storage. */
  public int offset() {
    return offset;
  }

  /** Some of the rows; throws {@link IndexOutOfBoundsException} where there are none such. */
  public Matrix rows(int from, int count) {
    Objects.checkFromIndexSize(from, count, rows);
    return new Matrix(storage, offset + (long) from * columns, count, columns);
  }

  /** A copy of the values, row by row. */
  public double[] values() {
    if (storage.floats() == null) {
      return array().dup('c').data().asDouble();
    }
    float[] floats = new float[length()];
    storage.read(offset, floats, 0, floats.length);
    double[] values = new double[floats.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = floats[i];
    }
    return values;
  }

  /** Sets the values, row by row. */
  public void assign(double[] values) {
    if (storage.floats() == null) {
      array().assign(Nd4j.createFromArray(values).reshape('c', rows, columns));
      return;
    }
    float[] floats = new float[length()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    storage.write(offset, floats, 0, floats.length);
  }

  /** ND4J's view of it; made once. */
  public INDArray array() {
    INDArray view = array;
    if (view == null) {
      view = view(rows, columns);
      array = view;
    }
    return view;
  }

  /** Copies 32-bit floats, unless the other is the same stretch of memory. */
  void copyFrom(Matrix other) {
    if (!isSameAs(other)) {
      storage.floats().put(offset, other.storage.floats(), other.offset, length());
    }
  }

  /** Whether the other is the same stretch of memory. */
  boolean isSameAs(Matrix other) {
    return storage == other.storage && offset == other.offset && length() == other.length();
  }

  /** ND4J's view of it in another shape. */
  INDArray view(long... shape) {
    return Nd4j.create(storage.buffer(), shape, Nd4j.getStrides(shape, 'c'), offset, 'c');
  }

  /** The address of the first value, for 32-bit floats. */
  FloatPointer pointer() {
    return storage.pointer().getPointer(offset);
  }
}
