package org.sparknas.job.training;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The memory of a float vector of ND4J, copied in stretches and without operations of ND4J. */
final class NativeVector {
  private final INDArray vector;
  private final FloatBuffer values;
  private final int start;

  /**
   * Waits until ND4J has written the vector.
   *
   * @throws IllegalArgumentException when it is not of floats that follow one another
   */
  NativeVector(INDArray vector) {
    if (vector.dataType() != DataType.FLOAT) {
      throw new IllegalArgumentException(
          "the network's data type is %s, but only FLOAT can be averaged"
              .formatted(vector.dataType()));
    }
    if (vector.length() > 1 && vector.elementWiseStride() != 1) {
      throw new IllegalArgumentException(
          "the elements of a vector are %d apart, but must follow one another"
              .formatted(vector.elementWiseStride()));
    }
    this.vector = vector;
    Nd4j.getExecutioner().commit();
    Nd4j.getAffinityManager().ensureLocation(vector, Location.HOST);
    values = vector.data().asNioFloat();
    // The buffer of a view stands at the view's first value.
    start = values.position();
  }

  int length() {
    return Math.toIntExact(vector.length());
  }

  void read(int from, float[] into, int offset, int count) {
    values.get(start + from, into, offset, count);
  }

  void write(int to, float[] from, int offset, int count) {
    values.put(start + to, from, offset, count);
  }

  /** To be called after the last write: a GPU reads the vector anew. */
  void written() {
    Nd4j.getAffinityManager().tagLocation(vector, Location.HOST);
  }
}
