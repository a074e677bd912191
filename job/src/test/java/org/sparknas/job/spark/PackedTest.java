package org.sparknas.job.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedTest {

  @Test
  void isAnotherCopyEachTime() {
    int[] value = {1, 2, 3};
    Packed<int[]> packed = Packed.of(value);
    value[0] = 9;

    int[] first = packed.unpack();
    first[1] = 9;

    assertThat(packed.unpack()).containsExactly(1, 2, 3);
  }

  @Test
  void holdsWhatIsLongerThanAPiece() {
    byte[] value = new byte[2 * ChunkedBytes.MOST + 12345];
    new Random(1).nextBytes(value);

    assertThat(Packed.of(value).unpack()).isEqualTo(value);
    assertThat(Packed.of(Packed.of(value)).unpack().unpack()).isEqualTo(value);
  }

  @Test
  void aSmallValueTakesLittleRoom() {
    ChunkedBytes chunks = new ChunkedBytes();
    chunks.write(new byte[3000], 0, 3000);
    chunks.write(7);

    byte[][] arrays = chunks.toArrays();

    int length = 0;
    for (byte[] array : arrays) {
      length += array.length;
    }
    assertThat(length).isEqualTo(3001);
    assertThat(arrays[arrays.length - 1]).endsWith((byte) 7);
  }
}
