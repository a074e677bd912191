package org.sparknas.supernet.kernel;

/** What normalises each lane of a tile: {@code (x − mean) · scale + beta}. */
record NormalisationTile(float[] mean, float[] scale, float[] beta) {}
