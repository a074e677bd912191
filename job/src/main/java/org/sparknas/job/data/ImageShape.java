package org.sparknas.job.data;

/** Shapes inside the square from -1 to 1, each its own mirror image; y points down. */
enum ImageShape {
  DISC {
    @Override
    boolean covers(double x, double y) {
      return x * x + y * y <= 1;
    }
  },
  SQUARE {
    @Override
    boolean covers(double x, double y) {
      return Math.max(Math.abs(x), Math.abs(y)) <= 0.85;
    }
  },
  TRIANGLE {
    @Override
    boolean covers(double x, double y) {
      return Math.abs(y) <= 1 && Math.abs(x) <= (y + 1) / 2;
    }
  },
  CROSS {
    @Override
    boolean covers(double x, double y) {
      return Math.min(Math.abs(x), Math.abs(y)) <= 0.36 && Math.max(Math.abs(x), Math.abs(y)) <= 1;
    }
  },
  RING {
    @Override
    boolean covers(double x, double y) {
      double squared = x * x + y * y;
      return squared <= 1 && squared >= 0.25;
    }
  };

  /** Whether a point is inside. */
  abstract boolean covers(double x, double y);
}
