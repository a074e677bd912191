package org.sparknas.supernet.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Runs loops over matrices a vector's width of lanes at a time, through sixteen tiles: what belongs
 * to the lanes stays in registers, and memory, which answers late, is asked at sixteen places.
 */
final class VectorPass {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** More than the processor follows at once are slower than one; a divisor of LaneSums' folds. */
  static final int TILES = 16;

  private static final int MOST_OPERANDS = 3;

  private final VectorRest[] rests = new VectorRest[MOST_OPERANDS];

  VectorPass() {
    Arrays.setAll(rests, i -> new VectorRest());
  }

  /** Matrices of one shape. The loop adds to the sums. */
  void read(VectorLoop loop, Matrix[] matrices, LaneSums... sums) {
    run(loop, false, matrices, sums);
  }

  /** Matrices of one shape, of which the last is the result. The loop adds to the sums. */
  void write(VectorLoop loop, Matrix[] matrices, LaneSums... sums) {
    run(loop, true, matrices, sums);
  }

  private void run(VectorLoop loop, boolean written, Matrix[] matrices, LaneSums... sums) {
    Tiles[] tiles = Arrays.stream(matrices).map(Tiles::ofRows).toArray(Tiles[]::new);
    int whole = matrices[0].length() / tiles[0].tileLength();
    for (int first = 0; first < tiles[0].count(); ) {
      int count = Math.max(1, Math.min(TILES, whole - first));
      run(loop, written, tiles, first, count, sums);
      first += count;
    }
  }

  private void run(
      VectorLoop loop, boolean written, Tiles[] tiles, int first, int count, LaneSums... sums) {
    VectorOperand[] operands = new VectorOperand[tiles.length];
    Arrays.setAll(operands, i -> tiles[i].operand(first));
    int length = tiles[0].length(first);
    int stride = tiles[0].tileLength() * Float.BYTES;
    int end = SPECIES.loopBound(length);
    if (end < length) {
      runRest(loop, operands, length, stride, count, sums);
    }
    for (int lane = 0; lane < end; lane += SPECIES.length()) {
      loop.run(operands, lane, stride, count);
    }
    if (end < length && written) {
      int last = operands.length - 1;
      rests[last].writeTo(operands[last], length, stride, count);
    }
    for (LaneSums each : sums) {
      each.tilesAdded(count);
    }
  }

  /**
   * The last lanes of tiles that fill no vector, together with some before them that fill it up.
   * They are computed beforehand in a copy, because the others may overwrite their inputs.
   */
  private void runRest(
      VectorLoop loop,
      VectorOperand[] operands,
      int length,
      int stride,
      int count,
      LaneSums... sums) {
    VectorOperand[] copies = new VectorOperand[operands.length];
    for (int i = 0; i < operands.length; i++) {
      rests[i].readFrom(operands[i], length, stride, count);
      copies[i] = rests[i].operand(length);
    }
    int from = VectorRest.firstLane(length);
    float[][] before = lanes(sums, from, SPECIES.loopBound(length));
    float[][] behind = lanes(sums, length, from + SPECIES.length());
    loop.run(copies, from, SPECIES.vectorByteSize(), count);
    restore(sums, from, before);
    restore(sums, length, behind);
  }

  private static float[][] lanes(LaneSums[] sums, int from, int to) {
    return Arrays.stream(sums)
        .map(each -> Arrays.copyOfRange(each.lanes(), from, Math.max(from, to)))
        .toArray(float[][]::new);
  }

  private static void restore(LaneSums[] sums, int from, float[][] lanes) {
    for (int i = 0; i < sums.length; i++) {
      System.arraycopy(lanes[i], 0, sums[i].lanes(), from, lanes[i].length);
    }
  }
}
