package org.sparknas.supernet.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** A copy of the last vector of some tiles, or of whole tiles that are shorter than that. */
final class VectorRest {
  private static final VectorSpecies<Float> SPECIES = VectorPass.SPECIES;
  private static final int STRIDE = SPECIES.vectorByteSize();

  private final ByteBuffer bytes =
      ByteBuffer.allocateDirect(VectorPass.TILES * STRIDE).order(ByteOrder.nativeOrder());

  /** The lane that the last vector of a tile of some length starts at. */
  static int firstLane(int length) {
    return Math.max(0, length - SPECIES.length());
  }

  /** The copy, in the place of tiles of some length. */
  VectorOperand operand(int length) {
    return new VectorOperand(bytes, -firstLane(length) * Float.BYTES);
  }

  void readFrom(VectorOperand tiles, int length, int stride, int count) {
    int at = tiles.at(firstLane(length));
    if (length < SPECIES.length()) {
      bytes.put(0, tiles.bytes(), at, length * Float.BYTES);
    } else {
      copy(tiles.bytes(), at, stride, bytes, 0, STRIDE, count);
    }
  }

  void writeTo(VectorOperand tiles, int length, int stride, int count) {
    int at = tiles.at(firstLane(length));
    if (length < SPECIES.length()) {
      tiles.bytes().put(at, bytes, 0, length * Float.BYTES);
    } else {
      copy(bytes, 0, STRIDE, tiles.bytes(), at, stride, count);
    }
  }

  private static void copy(
      ByteBuffer from,
      int fromAt,
      int fromStride,
      ByteBuffer to,
      int toAt,
      int toStride,
      int count) {
    ByteOrder order = ByteOrder.nativeOrder();
    int source = fromAt;
    int target = toAt;
    for (int tile = 0; tile < count; tile++) {
      FloatVector.fromByteBuffer(SPECIES, from, source, order).intoByteBuffer(to, target, order);
      source += fromStride;
      target += toStride;
    }
  }
}
