package org.sparknas.supernet.oneshot;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What follows the last stage. */
public enum OneShotHead {
  /** Pooling, then a linear layer with bias and activation, dropout, classifier. */
  AFTER_POOLING,
  /**
   * A convolution of 3/4 the width, pooling, squeeze-and-excitation, linear, dropout, classifier.
   */
  SQUEEZE_EXCITATION,
  /** A convolution, pooling, dropout, classifier. */
  PLAIN;

  /** The name in settings and files, such as {@code after-pooling}. */
  public String value() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The head of a name; throws {@link IllegalArgumentException} naming what is allowed. */
  public static OneShotHead of(String value) {
    return Arrays.stream(values())
        .filter(head -> head.value().equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "head '"
                        + value
                        + "': allowed are "
                        + Arrays.stream(values())
                            .map(OneShotHead::value)
                            .collect(Collectors.joining(", "))));
  }
}
