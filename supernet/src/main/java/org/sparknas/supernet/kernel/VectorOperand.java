package org.sparknas.supernet.kernel;

import java.nio.ByteBuffer;

/** One matrix's part in a {@link VectorLoop}: native memory, and the byte where lane 0 starts. */
record VectorOperand(ByteBuffer bytes, int at) {

  int at(int lane) {
    return at + lane * Float.BYTES;
  }
}
