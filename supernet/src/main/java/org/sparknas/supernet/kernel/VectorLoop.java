package org.sparknas.supernet.kernel;

/** What is done to as many lanes as a vector has, in some tiles. */
interface VectorLoop {

  /**
   * @param operands those of a {@link VectorPass}, in their order
   * @param lane the first lane
   * @param stride bytes from a tile to the next
   */
  void run(VectorOperand[] operands, int lane, int stride, int tiles);
}
