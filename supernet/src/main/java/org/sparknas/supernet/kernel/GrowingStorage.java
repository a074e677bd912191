package org.sparknas.supernet.kernel;

import org.nd4j.linalg.api.buffer.DataType;

/** Memory outside the heap that one thread uses again and again, made anew when it is too short. */
final class GrowingStorage {

  private Storage storage;

  /** A matrix of floats with whatever stood in it. */
  Matrix matrix(int rows, int columns) {
    long length = (long) rows * columns;
    if (storage == null || storage.length() < length) {
      if (storage != null) {
        storage.close();
        storage = null; // should there be no memory for the longer one
      }
      storage = Storage.allocate(DataType.FLOAT, length);
    }
    return storage.matrix(0, rows, columns);
  }
}
