package org.sparknas.supernet.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Batch norm's loops on Java's vectors, number by number what {@link ArrayNormalisation} computes
 * (of finite numbers; and of slopes below 1e-22 these are the better ones). Each stands in a method
 * of its own that calls none with vectors: one that Java 17 has compiled by then it may not put in
 * its place, and vectors become objects, which takes many times as long. The operands are the
 * input, the gradient where there is one, and the result.
 */
final class VectorLoops {
  private static final VectorSpecies<Float> SPECIES = VectorPass.SPECIES;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private VectorLoops() {}

  static void addDistances(
      VectorOperand[] of,
      int lane,
      int stride,
      int tiles,
      float[] row,
      float[] sums,
      float[] squares) {
    FloatVector first = FloatVector.fromArray(SPECIES, row, lane);
    FloatVector sum = FloatVector.fromArray(SPECIES, sums, lane);
    FloatVector square = FloatVector.fromArray(SPECIES, squares, lane);
    ByteBuffer inputs = of[0].bytes();
    int inputAt = of[0].at(lane);
    for (int tile = 0; tile < tiles; tile++) {
      FloatVector distance = FloatVector.fromByteBuffer(SPECIES, inputs, inputAt, ORDER).sub(first);
      sum = sum.add(distance);
      square = square.add(distance.mul(distance));
      inputAt += stride;
    }
    sum.intoArray(sums, lane);
    square.intoArray(squares, lane);
  }

  static void normalise(
      VectorOperand[] of, int lane, int stride, int tiles, NormalisationTile rows) {
    FloatVector mean = FloatVector.fromArray(SPECIES, rows.mean(), lane);
    FloatVector scale = FloatVector.fromArray(SPECIES, rows.scale(), lane);
    FloatVector beta = FloatVector.fromArray(SPECIES, rows.beta(), lane);
    ByteBuffer inputs = of[0].bytes();
    int inputAt = of[0].at(lane);
    ByteBuffer outputs = of[1].bytes();
    int outputAt = of[1].at(lane);
    for (int tile = 0; tile < tiles; tile++) {
      FloatVector x =
          FloatVector.fromByteBuffer(SPECIES, inputs, inputAt, ORDER)
              .sub(mean)
              .mul(scale)
              .add(beta);
      x.intoByteBuffer(outputs, outputAt, ORDER);
      inputAt += stride;
      outputAt += stride;
    }
  }

  static void relu(VectorOperand[] of, int lane, int stride, int tiles, NormalisationTile rows) {
    FloatVector mean = FloatVector.fromArray(SPECIES, rows.mean(), lane);
    FloatVector scale = FloatVector.fromArray(SPECIES, rows.scale(), lane);
    FloatVector beta = FloatVector.fromArray(SPECIES, rows.beta(), lane);
    FloatVector half = FloatVector.broadcast(SPECIES, 0.5f);
    ByteBuffer inputs = of[0].bytes();
    int inputAt = of[0].at(lane);
    ByteBuffer outputs = of[1].bytes();
    int outputAt = of[1].at(lane);
    for (int tile = 0; tile < tiles; tile++) {
      FloatVector x =
          FloatVector.fromByteBuffer(SPECIES, inputs, inputAt, ORDER)
              .sub(mean)
              .mul(scale)
              .add(beta);
      x.add(x.abs()).mul(half).intoByteBuffer(outputs, outputAt, ORDER);
      inputAt += stride;
      outputAt += stride;
    }
  }

  static void relu6(VectorOperand[] of, int lane, int stride, int tiles, NormalisationTile rows) {
    FloatVector mean = FloatVector.fromArray(SPECIES, rows.mean(), lane);
    FloatVector scale = FloatVector.fromArray(SPECIES, rows.scale(), lane);
    FloatVector beta = FloatVector.fromArray(SPECIES, rows.beta(), lane);
    FloatVector half = FloatVector.broadcast(SPECIES, 0.5f);
    FloatVector six = FloatVector.broadcast(SPECIES, 6f);
    ByteBuffer inputs = of[0].bytes();
    int inputAt = of[0].at(lane);
    ByteBuffer outputs = of[1].bytes();
    int outputAt = of[1].at(lane);
    for (int tile = 0; tile < tiles; tile++) {
      FloatVector x =
          FloatVector.fromByteBuffer(SPECIES, inputs, inputAt, ORDER)
              .sub(mean)
              .mul(scale)
              .add(beta);
      FloatVector above = x.add(x.abs()).mul(half);
      above
          .blend(six, above.compare(VectorOperators.GT, six))
          .intoByteBuffer(outputs, outputAt, ORDER);
      inputAt += stride;
      outputAt += stride;
    }
  }

  /** With the polynomial of {@link SigmoidLoops}. */
  static void swish(VectorOperand[] of, int lane, int stride, int tiles, NormalisationTile rows) {
    FloatVector mean = FloatVector.fromArray(SPECIES, rows.mean(), lane);
    FloatVector scale = FloatVector.fromArray(SPECIES, rows.scale(), lane);
    FloatVector beta = FloatVector.fromArray(SPECIES, rows.beta(), lane);
    FloatVector half = FloatVector.broadcast(SPECIES, 0.5f);
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    FloatVector p10 = FloatVector.broadcast(SPECIES, SigmoidLoops.P10);
    ByteBuffer inputs = of[0].bytes();
    int inputAt = of[0].at(lane);
    ByteBuffer outputs = of[1].bytes();
    int outputAt = of[1].at(lane);
    for (int tile = 0; tile < tiles; tile++) {
      FloatVector x =
          FloatVector.fromByteBuffer(SPECIES, inputs, inputAt, ORDER)
              .sub(mean)
              .mul(scale)
              .add(beta);
      FloatVector a = x.abs();
      FloatVector z = a.mul(0.125f);
      FloatVector square = z.mul(z);
      FloatVector fourth = square.mul(square);
      FloatVector first =
          square.fma(z.fma(SigmoidLoops.P3, SigmoidLoops.P2), z.fma(SigmoidLoops.P1, 1f));
      FloatVector second =
          square.fma(
              z.fma(SigmoidLoops.P7, SigmoidLoops.P6), z.fma(SigmoidLoops.P5, SigmoidLoops.P4));
      FloatVector third = square.fma(p10, z.fma(SigmoidLoops.P9, SigmoidLoops.P8));
      FloatVector root = fourth.fma(fourth.fma(third, second), first);
      FloatVector power = root.mul(root);
      power = power.mul(power);
      FloatVector r = one.div(power.fma(power, one));
      x.mul(r).add(x.add(a).mul(half.sub(r))).intoByteBuffer(outputs, outputAt, ORDER);
      inputAt += stride;
      outputAt += stride;
    }
  }

  static void hardSwish(
      VectorOperand[] of, int lane, int stride, int tiles, NormalisationTile rows) {
    FloatVector mean = FloatVector.fromArray(SPECIES, rows.mean(), lane);
    FloatVector scale = FloatVector.fromArray(SPECIES, rows.scale(), lane);
    FloatVector beta = FloatVector.fromArray(SPECIES, rows.beta(), lane);
    FloatVector three = FloatVector.broadcast(SPECIES, 3f);
    FloatVector twelve = FloatVector.broadcast(SPECIES, 12f);
    ByteBuffer inputs = of[0].bytes();
    int inputAt = of[0].at(lane);
    ByteBuffer outputs = of[1].bytes();
    int outputAt = of[1].at(lane);
    for (int tile = 0; tile < tiles; tile++) {
      FloatVector x =
          FloatVector.fromByteBuffer(SPECIES, inputs, inputAt, ORDER)
              .sub(mean)
              .mul(scale)
              .add(beta);
      FloatVector ramp = x.add(three);
      ramp = ramp.add(ramp.abs());
      ramp = ramp.blend(twelve, ramp.compare(VectorOperators.GT, twelve));
      x.mul(ramp.mul(ElementLoops.TWELFTH)).intoByteBuffer(outputs, outputAt, ORDER);
      inputAt += stride;
      outputAt += stride;
    }
  }

  static void reluSlope(
      VectorOperand[] of,
      int lane,
      int stride,
      int tiles,
      NormalisationTile rows,
      float[] products,
      float[] sums) {
    FloatVector mean = FloatVector.fromArray(SPECIES, rows.mean(), lane);
    FloatVector scale = FloatVector.fromArray(SPECIES, rows.scale(), lane);
    FloatVector beta = FloatVector.fromArray(SPECIES, rows.beta(), lane);
    FloatVector zero = FloatVector.broadcast(SPECIES, 0f);
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    FloatVector product = FloatVector.fromArray(SPECIES, products, lane);
    FloatVector sum = FloatVector.fromArray(SPECIES, sums, lane);
    ByteBuffer inputs = of[0].bytes();
    int inputAt = of[0].at(lane);
    ByteBuffer gradients = of[1].bytes();
    int gradientAt = of[1].at(lane);
    ByteBuffer results = of[2].bytes();
    int resultAt = of[2].at(lane);
    for (int tile = 0; tile < tiles; tile++) {
      FloatVector distance = FloatVector.fromByteBuffer(SPECIES, inputs, inputAt, ORDER).sub(mean);
      FloatVector x = distance.mul(scale).add(beta);
      FloatVector slope = zero.blend(one, x.compare(VectorOperators.GT, zero));
      FloatVector dz = FloatVector.fromByteBuffer(SPECIES, gradients, gradientAt, ORDER).mul(slope);
      dz.intoByteBuffer(results, resultAt, ORDER);
      product = product.add(distance.mul(dz));
      sum = sum.add(dz);
      inputAt += stride;
      gradientAt += stride;
      resultAt += stride;
    }
    product.intoArray(products, lane);
    sum.intoArray(sums, lane);
  }

  static void relu6Slope(
      VectorOperand[] of,
      int lane,
      int stride,
      int tiles,
      NormalisationTile rows,
      float[] products,
      float[] sums) {
    FloatVector mean = FloatVector.fromArray(SPECIES, rows.mean(), lane);
    FloatVector scale = FloatVector.fromArray(SPECIES, rows.scale(), lane);
    FloatVector beta = FloatVector.fromArray(SPECIES, rows.beta(), lane);
    FloatVector zero = FloatVector.broadcast(SPECIES, 0f);
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    FloatVector three = FloatVector.broadcast(SPECIES, 3f);
    FloatVector product = FloatVector.fromArray(SPECIES, products, lane);
    FloatVector sum = FloatVector.fromArray(SPECIES, sums, lane);
    ByteBuffer inputs = of[0].bytes();
    int inputAt = of[0].at(lane);
    ByteBuffer gradients = of[1].bytes();
    int gradientAt = of[1].at(lane);
    ByteBuffer results = of[2].bytes();
    int resultAt = of[2].at(lane);
    for (int tile = 0; tile < tiles; tile++) {
      FloatVector distance = FloatVector.fromByteBuffer(SPECIES, inputs, inputAt, ORDER).sub(mean);
      FloatVector x = distance.mul(scale).add(beta);
      FloatVector slope = zero.blend(one, x.sub(three).abs().compare(VectorOperators.LT, three));
      FloatVector dz = FloatVector.fromByteBuffer(SPECIES, gradients, gradientAt, ORDER).mul(slope);
      dz.intoByteBuffer(results, resultAt, ORDER);
      product = product.add(distance.mul(dz));
      sum = sum.add(dz);
      inputAt += stride;
      gradientAt += stride;
      resultAt += stride;
    }
    product.intoArray(products, lane);
    sum.intoArray(sums, lane);
  }

  /** With the polynomial of {@link SigmoidLoops} again. */
  static void swishSlope(
      VectorOperand[] of, int lane, int stride, int tiles, NormalisationTile rows) {
    FloatVector mean = FloatVector.fromArray(SPECIES, rows.mean(), lane);
    FloatVector scale = FloatVector.fromArray(SPECIES, rows.scale(), lane);
    FloatVector beta = FloatVector.fromArray(SPECIES, rows.beta(), lane);
    FloatVector zero = FloatVector.broadcast(SPECIES, 0f);
    FloatVector half = FloatVector.broadcast(SPECIES, 0.5f);
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    FloatVector p10 = FloatVector.broadcast(SPECIES, SigmoidLoops.P10);
    ByteBuffer inputs = of[0].bytes();
    int inputAt = of[0].at(lane);
    ByteBuffer gradients = of[1].bytes();
    int gradientAt = of[1].at(lane);
    ByteBuffer results = of[2].bytes();
    int resultAt = of[2].at(lane);
    for (int tile = 0; tile < tiles; tile++) {
      FloatVector x =
          FloatVector.fromByteBuffer(SPECIES, inputs, inputAt, ORDER)
              .sub(mean)
              .mul(scale)
              .add(beta);
      FloatVector a = x.abs();
      FloatVector z = a.mul(0.125f);
      FloatVector square = z.mul(z);
      FloatVector fourth = square.mul(square);
      FloatVector first =
          square.fma(z.fma(SigmoidLoops.P3, SigmoidLoops.P2), z.fma(SigmoidLoops.P1, 1f));
      FloatVector second =
          square.fma(
              z.fma(SigmoidLoops.P7, SigmoidLoops.P6), z.fma(SigmoidLoops.P5, SigmoidLoops.P4));
      FloatVector third = square.fma(p10, z.fma(SigmoidLoops.P9, SigmoidLoops.P8));
      FloatVector root = fourth.fma(fourth.fma(third, second), first);
      FloatVector power = root.mul(root);
      power = power.mul(power);
      FloatVector r = one.div(power.fma(power, one));
      FloatVector side = half.sub(r).add(a.mul(r.mul(one.sub(r))));
      FloatVector slope = half.add(side.blend(side.neg(), x.compare(VectorOperators.LT, zero)));
      FloatVector.fromByteBuffer(SPECIES, gradients, gradientAt, ORDER)
          .mul(slope)
          .intoByteBuffer(results, resultAt, ORDER);
      inputAt += stride;
      gradientAt += stride;
      resultAt += stride;
    }
  }

  static void hardSwishSlope(
      VectorOperand[] of, int lane, int stride, int tiles, NormalisationTile rows) {
    FloatVector mean = FloatVector.fromArray(SPECIES, rows.mean(), lane);
    FloatVector scale = FloatVector.fromArray(SPECIES, rows.scale(), lane);
    FloatVector beta = FloatVector.fromArray(SPECIES, rows.beta(), lane);
    FloatVector zero = FloatVector.broadcast(SPECIES, 0f);
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    FloatVector three = FloatVector.broadcast(SPECIES, 3f);
    ByteBuffer inputs = of[0].bytes();
    int inputAt = of[0].at(lane);
    ByteBuffer gradients = of[1].bytes();
    int gradientAt = of[1].at(lane);
    ByteBuffer results = of[2].bytes();
    int resultAt = of[2].at(lane);
    for (int tile = 0; tile < tiles; tile++) {
      FloatVector x =
          FloatVector.fromByteBuffer(SPECIES, inputs, inputAt, ORDER)
              .sub(mean)
              .mul(scale)
              .add(beta);
      FloatVector outside = zero.blend(one, x.compare(VectorOperators.GT, zero));
      FloatVector inside = x.mul(2f).add(three).mul(ElementLoops.SIXTH);
      FloatVector slope = outside.blend(inside, x.abs().compare(VectorOperators.LT, three));
      FloatVector.fromByteBuffer(SPECIES, gradients, gradientAt, ORDER)
          .mul(slope)
          .intoByteBuffer(results, resultAt, ORDER);
      inputAt += stride;
      gradientAt += stride;
      resultAt += stride;
    }
  }

  /** The gradient is the last operand. */
  static void addProducts(
      VectorOperand[] of,
      int lane,
      int stride,
      int tiles,
      NormalisationTile rows,
      float[] products,
      float[] sums) {
    FloatVector mean = FloatVector.fromArray(SPECIES, rows.mean(), lane);
    FloatVector product = FloatVector.fromArray(SPECIES, products, lane);
    FloatVector sum = FloatVector.fromArray(SPECIES, sums, lane);
    ByteBuffer inputs = of[0].bytes();
    int inputAt = of[0].at(lane);
    ByteBuffer results = of[of.length - 1].bytes();
    int resultAt = of[of.length - 1].at(lane);
    for (int tile = 0; tile < tiles; tile++) {
      FloatVector dz = FloatVector.fromByteBuffer(SPECIES, results, resultAt, ORDER);
      product =
          product.add(
              FloatVector.fromByteBuffer(SPECIES, inputs, inputAt, ORDER).sub(mean).mul(dz));
      sum = sum.add(dz);
      inputAt += stride;
      resultAt += stride;
    }
    product.intoArray(products, lane);
    sum.intoArray(sums, lane);
  }

  static void centre(
      VectorOperand[] of,
      int lane,
      int stride,
      int tiles,
      NormalisationTile rows,
      float[] factors,
      float[] shifts) {
    FloatVector mean = FloatVector.fromArray(SPECIES, rows.mean(), lane);
    FloatVector scale = FloatVector.fromArray(SPECIES, rows.scale(), lane);
    FloatVector factor = FloatVector.fromArray(SPECIES, factors, lane);
    FloatVector shift = FloatVector.fromArray(SPECIES, shifts, lane);
    ByteBuffer inputs = of[0].bytes();
    int inputAt = of[0].at(lane);
    ByteBuffer gradients = of[1].bytes();
    int gradientAt = of[1].at(lane);
    ByteBuffer results = of[2].bytes();
    int resultAt = of[2].at(lane);
    for (int tile = 0; tile < tiles; tile++) {
      FloatVector distance = mean.sub(FloatVector.fromByteBuffer(SPECIES, inputs, inputAt, ORDER));
      FloatVector shifted =
          FloatVector.fromByteBuffer(SPECIES, gradients, gradientAt, ORDER).sub(shift);
      scale.mul(distance.fma(factor, shifted)).intoByteBuffer(results, resultAt, ORDER);
      inputAt += stride;
      gradientAt += stride;
      resultAt += stride;
    }
  }
}
