package org.sparknas.supernet.tfnas;

import java.util.List;
import org.sparknas.supernet.architecture.Architecture;

/** What TF-NAS published. */
public final class PublishedTfnas {
  private PublishedTfnas() {}

  /** TF-NAS-A in a space that has the paper's stages and operations. */
  public static Architecture tfNasA(TfnasSpace space) {
    return space.architecture(
        List.of(5, 3, 5, 1, 7, 7, 1, 1, 1, 5, 1, 5, 5, 1, 1, 5, 5, 7),
        List.of(
            83, 128, 138, 297, 170, 248, 500, 424, 477, 504, 796, 723, 555, 813, 1370, 1138, 1359,
            1203),
        List.of(2, 3, 4, 4, 4, 1));
  }

  /** TF-NAS-A for ImageNet. */
  public static Architecture tfNasA() {
    return tfNasA(new TfnasSpace(TfnasSettings.imageNet()));
  }
}
