package org.sparknas.job.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 over sizes, labels and pixels: equal for equal images in equal order. */
public final class DataFingerprint {
  private DataFingerprint() {}

  /** The fingerprint in hexadecimal. */
  public static String of(LabelledImages images) {
    MessageDigest digest = sha256();
    byte[] head = new byte[4 * (5 + images.size())];
    ByteBuffer numbers = ByteBuffer.wrap(head);
    numbers.putInt(images.size()).putInt(images.height()).putInt(images.width());
    numbers.putInt(images.channels()).putInt(images.classes());
    for (int i = 0; i < images.size(); i++) {
      numbers.putInt(images.label(i));
    }
    digest.update(head);
    digest.update(images.pixels());
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Returns the first eight bytes of the SHA-256 of an image's pixels. */
  static long ofPixels(LabelledImages images, int image) {
    MessageDigest digest = sha256();
    digest.update(images.pixels(), image * images.imageSize(), images.imageSize());
    return ByteBuffer.wrap(digest.digest()).getLong();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
