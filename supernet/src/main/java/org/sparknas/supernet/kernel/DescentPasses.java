package org.sparknas.supernet.kernel;

import java.util.List;

/** Steps of float vectors down their gradients, tile by tile, for one thread. */
final class DescentPasses {
  private final GrowingFloats gradientTile = new GrowingFloats();
  private final GrowingFloats addendTile = new GrowingFloats();
  private final GrowingFloats velocityTile = new GrowingFloats();
  private final GrowingFloats valueTile = new GrowingFloats();

  /** Never written to, so zeros. */
  private final GrowingFloats zeroTile = new GrowingFloats();

  void run(MomentumStep step, List<Matrix> gradients, Matrix velocities, Matrix values) {
    List<Tiles> parts = gradients.stream().map(Tiles::ofElements).toList();
    Tiles velocityTiles = Tiles.ofElements(velocities);
    Tiles valueTiles = Tiles.ofElements(values);
    int length = valueTiles.tileLength();
    float[] gradient = gradientTile.atLeast(length);
    float[] velocity = velocityTile.atLeast(length);
    float[] value = valueTile.atLeast(length);
    for (int tile = 0; tile < valueTiles.count(); tile++) {
      takeSum(parts, tile, gradient);
      velocityTiles.read(tile, velocity);
      valueTiles.read(tile, value);
      addDecay(gradient, value, (float) step.scale(), (float) step.decay(), length);
      move(step, gradient, velocity, value, length);
      velocityTiles.write(tile, velocity);
      valueTiles.write(tile, value);
    }
  }

  /** Reads the sum of a tile of several vectors, of which zeros remain. */
  private void takeSum(List<Tiles> parts, int tile, float[] sum) {
    float[] addend = addendTile.atLeast(sum.length);
    float[] zeros = zeroTile.atLeast(sum.length);
    parts.get(0).read(tile, sum);
    parts.get(0).write(tile, zeros);
    for (int part = 1; part < parts.size(); part++) {
      parts.get(part).read(tile, addend);
      ElementPasses.add(sum, addend, sum.length);
      parts.get(part).write(tile, zeros);
    }
  }

  private static void addDecay(
      float[] gradient, float[] value, float scale, float decay, int length) {
    for (int i = 0; i < length; i++) {
      gradient[i] = scale * gradient[i] + decay * value[i];
    }
  }

  private static void move(
      MomentumStep step, float[] gradient, float[] velocity, float[] value, int length) {
    float momentum = (float) step.momentum();
    float ofGradient = (float) step.ofGradient();
    float ofVelocity = (float) step.ofVelocity();
    float ofOldVelocity = (float) step.ofOldVelocity();
    for (int i = 0; i < length; i++) {
      float old = velocity[i];
      float now = momentum * old + ofGradient * gradient[i];
      velocity[i] = now;
      value[i] += ofVelocity * now + ofOldVelocity * old;
    }
  }
}
