package org.sparknas.job.store;

import java.nio.charset.Charset;

/**
 * Which names of files Java can write: those in the character set of the locale that it was started
 * with. It would put question marks for other letters, or fail, after hours of training.
 *
 * @param charset of the locale
 */
record FileNames(Charset charset) {
  /** What Java makes of a letter of the command line that it cannot read. */
  private static final char NOT_UNDERSTOOD = '\uFFFD';

  /** Those of this Java. */
  static FileNames ofThisJava() {
    return new FileNames(Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")));
  }

  /**
   * Refuses what cannot be written.
   *
   * @throws IllegalArgumentException when the path has a letter outside the character set
   */
  void require(String path) {
    if (path.indexOf(NOT_UNDERSTOOD) >= 0 || !charset.newEncoder().canEncode(path)) {
      throw new IllegalArgumentException(
          ("'%s' has letters that are not in %s, the character set that Java was started with;"
                  + " set LC_ALL=C.UTF-8")
              .formatted(path, charset));
    }
  }
}
