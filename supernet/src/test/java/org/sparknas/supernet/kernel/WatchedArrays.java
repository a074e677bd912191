package org.sparknas.supernet.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.factory.Nd4j;

/** The arrays of one test, placed as callers place them and watched for stray writes. */
final class WatchedArrays {

  private static final double GUARD = 77;
  private static final int GUARDS_BEFORE = 7;
  private static final int GUARDS_AFTER = 5;
  private static final WorkspaceConfiguration WORKSPACE =
      WorkspaceConfiguration.builder()
          .initialSize(4 << 20)
          .policySpill(SpillPolicy.EXTERNAL)
          .build();

  private record Input(Matrix matrix, double[] original) {}

  private final DataType type;
  private final Placement placement;
  private final Random random = new Random(12345);
  private final List<Storage> buffers = new ArrayList<>();
  private final List<Input> inputs = new ArrayList<>();

  WatchedArrays(DataType type, Placement placement) {
    this.type = type;
    this.placement = placement;
  }

  /** An input of evenly distributed values. */
  Matrix random(int rows, int columns) {
    return of(rows, columns, random.doubles(((long) rows) * columns, -2, 2).toArray());
  }

  FeatureMap randomMap(Size size) {
    return map(random(size.rows(), size.channels()), size);
  }

  Matrix of(int rows, int columns, double... values) {
    Matrix matrix = place(rows, columns);
    matrix.array().assign(Nd4j.createFromArray(values).castTo(type).reshape(rows, columns));
    inputs.add(new Input(matrix, values(matrix)));
    return matrix;
  }

  /** An output, filled with NaN, which stays where a kernel writes nothing. */
  Matrix output(int rows, int columns) {
    return filled(Double.NaN, rows, columns);
  }

  /** An output that is added to or written in place. */
  Matrix filled(double value, int rows, int columns) {
    Matrix matrix = place(rows, columns);
    matrix.array().assign(value);
    return matrix;
  }

  /** An output that holds the values of another matrix. */
  Matrix copy(Matrix matrix) {
    Matrix copy = place(matrix.rows(), matrix.columns());
    copy.array().assign(matrix.array());
    return copy;
  }

  FeatureMap outputMap(Size size) {
    return map(output(size.rows(), size.channels()), size);
  }

  static FeatureMap map(Matrix matrix, Size size) {
    return new FeatureMap(matrix, size.images(), size.height(), size.width());
  }

  private Matrix place(int rows, int columns) {
    if (placement == Placement.OWN_BUFFERS) {
      return Matrix.allocate(type, rows, columns);
    }
    long length = (long) rows * columns;
    Storage buffer = Storage.allocate(type, GUARDS_BEFORE + length + GUARDS_AFTER);
    buffer.row().array().assign(GUARD);
    buffers.add(buffer);
    return buffer.matrix(GUARDS_BEFORE, rows, columns);
  }

  /** Runs a kernel, then checks that it wrote no input and nothing beside an output. */
  void run(Runnable kernel) {
    if (placement == Placement.OWN_BUFFERS) {
      kernel.run();
    } else {
      runInWorkspace(kernel);
    }
    for (Input input : inputs) {
      assertThat(values(input.matrix()))
          .as("an input after the kernel")
          .isEqualTo(input.original());
    }
    for (Storage buffer : buffers) {
      assertGuarded(values(buffer.row()));
    }
  }

  private void runInWorkspace(Runnable kernel) {
    try (MemoryWorkspace scope =
        Nd4j.getWorkspaceManager().getAndActivateWorkspace(WORKSPACE, "kernel test")) {
      Nd4j.createUninitialized(DataType.FLOAT, 1 << 17).assign(Float.NaN);
    }
    try (MemoryWorkspace scope =
        Nd4j.getWorkspaceManager().getAndActivateWorkspace(WORKSPACE, "kernel test")) {
      kernel.run();
    }
  }

  private static void assertGuarded(double[] buffer) {
    for (int i = 0; i < buffer.length; i++) {
      if (i < GUARDS_BEFORE || i >= buffer.length - GUARDS_AFTER) {
        assertThat(buffer[i])
            .as("element %d of %d beside a view", i, buffer.length)
            .isEqualTo(GUARD);
      }
    }
  }

  static double[] values(Matrix matrix) {
    return matrix.array().dup('c').reshape(matrix.length()).toDoubleVector();
  }

  static double[] values(FeatureMap map) {
    return values(map.matrix());
  }
}
