package org.sparknas.supernet.kernel;

import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.nd4j.nativeblas.OpaqueContext;

/**
 * One of ND4J's named operations with fixed arguments, called by one thread on float matrices again
 * and again. Addresses and shapes go to native code as they are: making an ND4J array of each costs
 * as much as the smaller of the operations themselves.
 */
final class NativeOperation {

  private record Dimensions(long first, long second, long third, long fourth) {}

  /** ND4J's descriptions of shapes, which it keeps for ever itself. */
  private static final ConcurrentHashMap<Dimensions, DataBuffer> SHAPES = new ConcurrentHashMap<>();

  private final NativeOps operations = NativeOpsHolder.getInstance().getDeviceNativeOps();
  private final String name;
  private final long hash;
  private final OpContext context;
  private final OpaqueContext pointer;

  NativeOperation(String name, int[] integers, double... numbers) {
    this.name = name;
    hash = Nd4j.getExecutioner().getCustomOperations().get(name).getHash();
    context = Nd4j.getExecutioner().buildContext();
    long[] arguments = new long[integers.length];
    for (int i = 0; i < integers.length; i++) {
      arguments[i] = integers[i];
    }
    context.setIArguments(arguments);
    if (numbers.length > 0) {
      context.setTArguments(numbers);
    }
    pointer = (OpaqueContext) context.contextPointer();
    // Outputs have the right shape: native code need not find it out again.
    operations.ctxShapeFunctionOverride(pointer, true);
  }

  /** Begins a call: forgets the arrays of the last. */
  NativeOperation begin() {
    operations.ctxPurge(pointer);
    return this;
  }

  NativeOperation input(int index, Matrix matrix) {
    return input(index, matrix, shape(matrix));
  }

  NativeOperation input(int index, Matrix matrix, Pointer shape) {
    operations.setGraphContextInputArray(pointer, index, matrix.pointer(), shape, null, null);
    return this;
  }

  NativeOperation input(int index, FeatureMap map) {
    return input(index, map.matrix(), shape(map));
  }

  NativeOperation output(Matrix matrix) {
    return output(matrix, shape(matrix));
  }

  private NativeOperation output(Matrix matrix, Pointer shape) {
    operations.setGraphContextOutputArray(pointer, 0, matrix.pointer(), shape, null, null);
    return this;
  }

  NativeOperation output(FeatureMap map) {
    return output(map.matrix(), shape(map));
  }

  void run() {
    int status = operations.execCustomOp2(null, hash, pointer);
    if (status != 0 || operations.lastErrorCode() != 0) {
      throw new IllegalStateException(
          "operation %s failed with status %d: %s"
              .formatted(name, status, operations.lastErrorMessage()));
    }
  }

  private static Pointer shape(Matrix matrix) {
    return shape(new Dimensions(matrix.rows(), matrix.columns(), 0, 0), 2);
  }

  private static Pointer shape(FeatureMap map) {
    return shape(map.images(), map.height(), map.width(), map.channels());
  }

  /** ND4J's description of a contiguous tensor of rank 4. */
  static Pointer shape(long first, long second, long third, long fourth) {
    return shape(new Dimensions(first, second, third, fourth), 4);
  }

  private static Pointer shape(Dimensions dimensions, int rank) {
    return SHAPES.computeIfAbsent(dimensions, d -> describe(d, rank)).addressPointer();
  }

  private static DataBuffer describe(Dimensions d, int rank) {
    long[] shape =
        rank == 2
            ? new long[] {d.first(), d.second()}
            : new long[] {d.first(), d.second(), d.third(), d.fourth()};
    return Nd4j.getShapeInfoProvider()
        .createShapeInformation(shape, Nd4j.getStrides(shape, 'c'), 1, 'c', DataType.FLOAT, false)
        .getFirst();
  }
}
