package org.sparknas.job.data;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import org.sparknas.job.config.FileSetting;
import org.sparknas.job.store.Location;

/** A file of images or labels, read front to back; its messages say where it was named. */
final class DataFile implements AutoCloseable {
  /** Reads a file. */
  @FunctionalInterface
  interface Reader<T> {
    T read(DataFile file) throws IOException;
  }

  private static final int GZIP_MAGIC_1 = 0x1f;
  private static final int GZIP_MAGIC_2 = 0x8b;

  private final FileSetting setting;
  private final PushbackInputStream in;
  private final boolean zipped;
  private long offset;

  private DataFile(FileSetting setting, InputStream in, boolean zipped) {
    this.setting = setting;
    this.in = new PushbackInputStream(in);
    this.zipped = zipped;
  }

  /** Reads a file, gzipped or not; {@link DataException} for whatever goes wrong. */
  static <T> T read(FileSetting setting, Reader<T> reader) {
    try (DataFile file = open(setting)) {
      return reader.read(file);
    } catch (FileNotFoundException e) {
      throw new DataException(place(setting) + "; must be a file, and there is none", e);
    } catch (EOFException e) {
      throw new DataException(place(setting) + "; ends too early", e);
    } catch (IOException | IllegalArgumentException e) {
      throw new DataException(place(setting) + "; cannot be read: " + e.getMessage(), e);
    }
  }

  private static DataFile open(FileSetting setting) throws IOException {
    Location location = Location.of(setting.path());
    if (location.isFolder()) {
      throw new DataException(place(setting) + "; must be a file, and is a folder");
    }
    InputStream raw = location.open();
    try {
      // By its first bytes, because names lie.
      PushbackInputStream in = new PushbackInputStream(raw, 2);
      byte[] magic = in.readNBytes(2);
      in.unread(magic);
      boolean zipped =
          magic.length == 2
              && (magic[0] & 0xFF) == GZIP_MAGIC_1
              && (magic[1] & 0xFF) == GZIP_MAGIC_2;
      return new DataFile(setting, zipped ? new GZIPInputStream(in, 1 << 16) : in, zipped);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /** How many bytes were read, after unzipping. */
  long offset() {
    return offset;
  }

  /** Fills part of an array; {@code what} says what is read, where the file ends too early. */
  void readFully(byte[] target, int from, int length, String what) throws IOException {
    int read;
    try {
      read = in.readNBytes(target, from, length);
    } catch (EOFException e) {
      throw failure("the gzipped file ends inside " + what + ", which starts" + at(offset));
    }
    if (read < length) {
      throw failure(
          "ends%s, inside %s, which starts at byte %d and has %d bytes"
              .formatted(at(offset + read), what, offset, length));
    }
    offset += length;
  }

  /** A number of four bytes, the highest first. */
  int readInt(String what) throws IOException {
    byte[] bytes = new byte[4];
    readFully(bytes, 0, 4, what);
    return (bytes[0] & 0xFF) << 24
        | (bytes[1] & 0xFF) << 16
        | (bytes[2] & 0xFF) << 8
        | (bytes[3] & 0xFF);
  }

  /** Whether nothing is left. */
  boolean isAtEnd() throws IOException {
    int next = in.read();
    if (next >= 0) {
      in.unread(next);
    }
    return next < 0;
  }

  /** What is wrong with this file. */
  DataException failure(String what) {
    return new DataException(place(setting) + "; " + what);
  }

  private String at(long byteOffset) {
    return " at byte " + byteOffset + (zipped ? " (unzipped)" : "");
  }

  /** Returns the setting, the file and where it was set. */
  static String place(FileSetting setting) {
    int space = setting.setting().indexOf(' ');
    return space < 0
        ? setting.setting() + ": " + setting.path()
        : setting.setting().substring(0, space)
            + ": "
            + setting.path()
            + setting.setting().substring(space);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
