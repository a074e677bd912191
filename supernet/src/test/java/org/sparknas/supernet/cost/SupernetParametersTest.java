package org.sparknas.supernet.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparknas.supernet.architecture.ParameterRole;
import org.sparknas.supernet.architecture.SearchSpace;
import org.sparknas.supernet.oneshot.OneShotSettings;
import org.sparknas.supernet.oneshot.OneShotSpace;
import org.sparknas.supernet.oneshot.PublishedNetworks;

class SupernetParametersTest {
  @Test
  void sposHoldsAsManyWeightsAsItsOwnSupernet() {
    SearchSpace space = new OneShotSpace(PublishedNetworks.plainSettings(List.of(1.0)));

    // It has neither gamma and beta nor a bias of the classifier.
    assertThat(SupernetParameters.count(space, ParameterRole.WEIGHT)).isEqualTo(8_388_176);
  }

  @Test
  void oneShotHoldsAllCandidatesAtTheirWidest() {
    SearchSpace plain =
        new OneShotSpace(PublishedNetworks.plainSettings(OneShotSettings.ALL_SCALES));
    SearchSpace plus = new OneShotSpace(OneShotSettings.imageNet());

    // Known in millions with three decimals.
    assertThat(count(plain, ParameterRole.WEIGHT, ParameterRole.BIAS))
        .isCloseTo(15.778, within(5e-4));
    assertThat(count(plain)).isCloseTo(15.940, within(5e-4));
    assertThat(count(plus, ParameterRole.WEIGHT, ParameterRole.BIAS))
        .isCloseTo(17.021, within(5e-4));
    assertThat(count(plus)).isCloseTo(17.180, within(5e-4));
  }

  private static double count(SearchSpace space, ParameterRole... roles) {
    return SupernetParameters.count(space, roles) / 1e6;
  }
}
