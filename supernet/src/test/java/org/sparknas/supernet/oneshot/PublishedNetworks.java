package org.sparknas.supernet.oneshot;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.Shape;

/** The genes that OneShot and SPOS published. */
public final class PublishedNetworks {
  private static final String ONE_SHOT_BLOCKS = "0 0 3 1 1 1 0 0 2 0 2 1 1 0 2 0 2 1 3 2";
  private static final String ONE_SHOT_CHANNELS = "6 5 3 5 2 6 3 4 2 5 7 5 4 6 7 4 4 5 4 3";
  private static final String S_PLUS_BLOCKS = "0 0 0 1 0 0 1 0 3 2 0 1 2 2 1 2 0 0 2 0";
  private static final String S_PLUS_CHANNELS = "8 7 6 8 5 7 3 4 2 4 2 3 4 5 6 6 3 3 4 6";
  private static final String SPOS_BLOCKS = "2 1 0 1 2 0 2 0 2 0 2 3 0 0 0 0 3 2 3 3";

  private PublishedNetworks() {}

  /** ImageNet, without squeeze-and-excitation and with the plain head. */
  public static OneShotSettings plainSettings(List<Double> scales) {
    return new OneShotSettings(
        new Shape(224, 224, 3),
        1000,
        OneShotLayout.oneShot(),
        false,
        OneShotHead.PLAIN,
        scales,
        0.1);
  }

  /** The space of OneShot+ and OneShot-S+ with other scales. */
  public static OneShotSettings plusSettings(List<Double> scales) {
    OneShotSettings plus = OneShotSettings.imageNet();
    return new OneShotSettings(
        plus.image(),
        plus.classes(),
        plus.layout(),
        plus.squeezeExcitation(),
        plus.head(),
        scales,
        plus.dropout());
  }

  /** The space of the variant that OneShot compares with MobileNetV3. */
  public static OneShotSettings mobileSettings() {
    return new OneShotSettings(
        new Shape(224, 224, 3),
        1000,
        OneShotLayout.shuffleNetV2Plus(),
        true,
        OneShotHead.SQUEEZE_EXCITATION,
        OneShotSettings.ALL_SCALES,
        0.2);
  }

  public static Architecture oneShotSPlus() {
    return architecture(OneShotSettings.imageNet(), S_PLUS_BLOCKS, S_PLUS_CHANNELS);
  }

  public static Architecture oneShotPlus() {
    return architecture(OneShotSettings.imageNet(), ONE_SHOT_BLOCKS, ONE_SHOT_CHANNELS);
  }

  public static Architecture oneShot() {
    return architecture(
        plainSettings(OneShotSettings.ALL_SCALES), ONE_SHOT_BLOCKS, ONE_SHOT_CHANNELS);
  }

  public static Architecture oneShotSWithoutExcitation() {
    return architecture(plainSettings(OneShotSettings.ALL_SCALES), S_PLUS_BLOCKS, S_PLUS_CHANNELS);
  }

  public static Architecture mobileVariant() {
    return architecture(mobileSettings(), S_PLUS_BLOCKS, S_PLUS_CHANNELS);
  }

  public static Architecture spos() {
    return new OneShotSpace(plainSettings(List.of(1.0)))
        .architecture(genes(SPOS_BLOCKS), Collections.nCopies(20, 0));
  }

  /** The same operation and the same scale in all twenty blocks. */
  public static Architecture uniform(OneShotSettings settings, OneShotOperation block, int scale) {
    int gene = List.of(OneShotOperation.values()).indexOf(block);
    return new OneShotSpace(settings)
        .architecture(Collections.nCopies(20, gene), Collections.nCopies(20, scale));
  }

  private static Architecture architecture(OneShotSettings settings, String one, String two) {
    return new OneShotSpace(settings).architecture(genes(one), genes(two));
  }

  private static List<Integer> genes(String text) {
    return Arrays.stream(text.split(" ")).map(Integer::valueOf).toList();
  }
}
