package org.sparknas.supernet.oneshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.cost.CostSettings;
import org.sparknas.supernet.cost.Costs;

class PublishedOneShotTest {
  private static final Costs COSTS = Costs.counted(CostSettings.defaults());

  private static OneShotSpace plain() {
    return new OneShotSpace(PublishedNetworks.plainSettings(OneShotSettings.ALL_SCALES));
  }

  private static double macs(OneShotSpace space, String name) {
    Architecture published = space.published().get(name);
    assertThat(published).as(name).isNotNull();
    return COSTS.of("macs", published.network());
  }

  @Test
  void eachSpaceKnowsThePublishedNetworksThatAreOfIt() {
    OneShotSpace plus = new OneShotSpace(OneShotSettings.imageNet());
    OneShotSpace mobile = new OneShotSpace(PublishedNetworks.mobileSettings());

    assertThat(plus.published()).containsOnlyKeys("OneShot+", "OneShot-S+");
    assertThat(plain().published()).containsOnlyKeys("OneShot", "SPOS");
    assertThat(mobile.published()).containsOnlyKeys("OneShot-S+-MobileNetV3");
    assertThat(new OneShotSpace(PublishedNetworks.plusSettings(List.of(1.0))).published())
        .isEmpty();
  }

  @Test
  void theyHaveTheirPublishedCounts() {
    OneShotSpace plus = new OneShotSpace(OneShotSettings.imageNet());

    assertThat(macs(plus, "OneShot-S+")).isEqualTo(291_475_944);
    assertThat(macs(plus, "OneShot+")).isEqualTo(297_058_024);
    assertThat(macs(plain(), "OneShot")).isEqualTo(327_909_096);
    assertThat(macs(plain(), "SPOS")).isEqualTo(322_969_896);
    assertThat(macs(new OneShotSpace(PublishedNetworks.mobileSettings()), "OneShot-S+-MobileNetV3"))
        .isEqualTo(209_111_882);
  }
}
