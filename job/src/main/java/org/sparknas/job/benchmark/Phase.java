package org.sparknas.job.benchmark;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is timed of a network. */
enum Phase {
  /** Forward, backward and a step of SGD with momentum and decay. */
  TRAIN,
  /** Forward with given statistics of batch norm, as in scoring's second pass. */
  INFER;

  /** As it is written on the command line. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The phase of this name.
   *
   * @throws IllegalArgumentException when there is none
   */
  static Phase of(String text) {
    return Arrays.stream(values())
        .filter(phase -> phase.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "PHASE = %s, but must be %s"
                        .formatted(
                            text,
                            Arrays.stream(values())
                                .map(Phase::text)
                                .collect(Collectors.joining(" or ")))));
  }
}
