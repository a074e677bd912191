package org.sparknas.supernet.cost;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatencyCurveTest {
  private static final LatencyCurve CURVE =
      new LatencyCurve(new int[] {8, 16, 24, 32, 40}, new double[] {1, 3, 2, 1.5, 4});

  @Test
  void aFallIsAsLongAsTimesGoOnFalling() {
    assertThat(CURVE.falls(8, 40)).containsExactly(new LatencyCurve.Fall(16, 3, 32, 1.5));
    assertThat(CURVE.falls(8, 40).get(0)).hasToString("from 3.0 ms at width 16 to 1.5 ms at 32");
  }

  @Test
  void aFallBeyondTheAllowedWidthsDoesNotCount() {
    assertThat(CURVE.falls(8, 16)).isEmpty();
    assertThat(CURVE.falls(32, 40)).isEmpty();
    assertThat(CURVE.falls(12, 20)).containsExactly(new LatencyCurve.Fall(16, 3, 20, 2.5));
    assertThat(CURVE.falls(20, 20)).isEmpty();
  }

  @Test
  void timesThatStayDoNotFall() {
    LatencyCurve flat = new LatencyCurve(new int[] {8, 16, 24}, new double[] {1, 1, 0.5});

    assertThat(flat.falls(8, 16)).isEmpty();
    assertThat(flat.falls(8, 24)).containsExactly(new LatencyCurve.Fall(16, 1, 24, 0.5));
  }
}
