package org.sparknas.job.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class MemoryShortageTest {
  private static final String OF_ARRAYS =
      "Cannot allocate new LongPointer(1): totalBytes = 768, physicalBytes = 554M";

  @Test
  void ofTheHeapNamesTheHeapsSetting() {
    assertThat(MemoryShortage.among(new OutOfMemoryError("Java heap space")))
        .hasValue(
            "out of memory (Java heap space): raise SPARK_NAS_HEAP_GB (run-local.sh) or"
                + " DRIVER_MEMORY_GB (submit.sh)");
  }

  @Test
  void ofNd4jsArraysNamesTheSettingOutsideTheHeap() {
    assertThat(MemoryShortage.among(new IllegalStateException(new OutOfMemoryError(OF_ARRAYS))))
        .hasValueSatisfying(
            message ->
                assertThat(message)
                    .contains("raise SPARK_NAS_OFF_HEAP_GB (run-local.sh)")
                    .contains("DRIVER_OFF_HEAP_GB (submit.sh)"));
  }

  @Test
  void otherFailuresAreNone() {
    assertThat(MemoryShortage.among(new IllegalStateException("memory"))).isEmpty();
  }

  /** Spark ends the process, with 468 lines, when it finds an error among the causes. */
  @Test
  void inTheDriversProcessItFailsTheTaskAlone() {
    Supplier<String> part =
        () -> {
          throw new OutOfMemoryError(OF_ARRAYS);
        };

    assertThatThrownBy(() -> MemoryShortage.explaining(part))
        .isInstanceOf(MemoryShortage.class)
        .hasNoCause()
        .hasSuppressedException(new OutOfMemoryError(OF_ARRAYS))
        .hasMessageContaining("SPARK_NAS_OFF_HEAP_GB");
  }
}
