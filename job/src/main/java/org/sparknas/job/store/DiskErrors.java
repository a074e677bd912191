package org.sparknas.job.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.FSError;

/** Gives failures of the local disk as exceptions; Hadoop makes an {@link Error} of them. */
final class DiskErrors extends FilterInputStream {
  DiskErrors(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    try {
      return super.read();
    } catch (FSError e) {
      throw new IOException(FailureReason.of(e), e);
    }
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    try {
      return super.read(target, from, length);
    } catch (FSError e) {
      throw new IOException(FailureReason.of(e), e);
    }
  }
}
