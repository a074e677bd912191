package org.sparknas.job.store;

import java.io.FileNotFoundException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.net.URI;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;

/**
 * The local disk as {@code faulty:}, with faults that not even root escapes: nobody may open a file
 * named {@code denied…}, and a file below a folder named {@code full} takes {@link #ROOM} bytes at
 * once. Both fail as Hadoop's own local file system does.
 */
public final class FaultyFileSystem extends RawLocalFileSystem {
  /** More than a configuration needs, and less than a supernet. */
  public static final int ROOM = 8192;

  private static final String SETTING = "spark.hadoop.fs.faulty.impl";

  /** Makes it known to Hadoop. */
  public static void register() {
    System.setProperty(SETTING, FaultyFileSystem.class.getName());
  }

  /** Ends what {@link #register} began. */
  public static void forget() {
    System.clearProperty(SETTING);
  }

  /** A local path on this file system. */
  public static String path(java.nio.file.Path local) {
    return "faulty:" + local;
  }

  @Override
  public URI getUri() {
    return URI.create("faulty:///");
  }

  @Override
  public FSDataInputStream open(Path file, int bufferSize) throws IOException {
    if (file.getName().startsWith("denied")) {
      // As java.io.FileInputStream says it.
      throw new FileNotFoundException(file.toUri().getPath() + " (Permission denied)");
    }
    return super.open(file, bufferSize);
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    return limited(
        file, super.create(file, overwrite, bufferSize, replication, blockSize, progress));
  }

  @Override
  public FSDataOutputStream append(Path file, int bufferSize, Progressable progress)
      throws IOException {
    return limited(file, super.append(file, bufferSize, progress));
  }

  private static FSDataOutputStream limited(Path file, FSDataOutputStream out) throws IOException {
    return file.toString().contains("/full/")
        ? new FSDataOutputStream(new Limited(out), null)
        : out;
  }

  private static final class Limited extends FilterOutputStream {
    private int room = ROOM;

    Limited(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int value) throws IOException {
      if (room-- <= 0) {
        throw noSpace();
      }
      out.write(value);
    }

    /** Its constructor is Hadoop's own. */
    private static FSError noSpace() {
      try {
        Constructor<FSError> constructor = FSError.class.getDeclaredConstructor(Throwable.class);
        constructor.setAccessible(true);
        return constructor.newInstance(new IOException("No space left on device"));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
