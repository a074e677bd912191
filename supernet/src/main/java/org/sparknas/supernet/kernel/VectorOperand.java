package org.sparknas.supernet.kernel;

import java.nio.ByteBuffer;

/** Native memory that a loop of vectors works on, and the byte where lane or channel 0 starts. */
record VectorOperand(ByteBuffer bytes, int at) {

  int at(int lane) {
    return at + lane * Float.BYTES;
  }
}
