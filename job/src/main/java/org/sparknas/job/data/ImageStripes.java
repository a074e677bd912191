package org.sparknas.job.data;

/** How a shape is filled; each its own mirror image. */
enum ImageStripes {
  LYING {
    @Override
    boolean isDark(double x, double y) {
      return isFirstHalf(y);
    }
  },
  STANDING {
    @Override
    boolean isDark(double x, double y) {
      return isFirstHalf(x);
    }
  },
  CHECKED {
    @Override
    boolean isDark(double x, double y) {
      return isFirstHalf(x) == isFirstHalf(y);
    }
  },
  NONE {
    @Override
    boolean isDark(double x, double y) {
      return true;
    }
  };

  /** Whether a point has the first colour; both places are counted in periods. */
  abstract boolean isDark(double x, double y);

  private static boolean isFirstHalf(double place) {
    return place - Math.floor(place) < 0.5;
  }
}
