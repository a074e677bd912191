package org.sparknas.job.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * Changes a file so that a reader sees the old content or the new, and a failure leaves the old.
 *
 * @param named the file as messages name it
 */
record FileReplacement(FileSystem fileSystem, Path path, Location named) {

  /** Writes beside the file and renames; {@link WriteException} when that fails. */
  void write(Location.Content content) {
    Path aside = new Path(path.getParent(), "." + path.getName() + ".part");
    try {
      try (OutputStream out = fileSystem.create(aside, true)) {
        content.writeTo(out);
      }
      replaceBy(aside);
    } catch (IOException | FSError e) {
      throw failed(e, () -> fileSystem.delete(aside, false));
    }
  }

  /** Adds text at the end of a file on the local disk, or cuts off what was added of it. */
  void append(String text) throws IOException {
    long before = fileSystem.getFileStatus(path).getLen();
    try (OutputStream out = fileSystem.append(path)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException | FSError e) {
      throw failed(e, () -> fileSystem.truncate(path, before));
    }
  }

  /** Takes back what was begun. */
  private interface Undoing {
    boolean run() throws IOException;
  }

  private WriteException failed(Throwable cause, Undoing undoing) {
    WriteException failure = new WriteException(named, cause);
    try {
      undoing.run();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  private void replaceBy(Path aside) throws IOException {
    if (fileSystem instanceof RawLocalFileSystem) {
      renameWithin(aside);
      return;
    }
    FileContext context;
    try {
      context = FileContext.getFileContext(fileSystem.getUri(), fileSystem.getConf());
    } catch (UnsupportedFileSystemException e) {
      // No renaming over a file there: for a moment there is neither.
      fileSystem.delete(path, false);
      renameWithin(aside);
      return;
    }
    context.rename(aside, path, Options.Rename.OVERWRITE);
  }

  private void renameWithin(Path aside) throws IOException {
    if (!fileSystem.rename(aside, path)) {
      throw new IOException(aside + " could not be renamed to " + path);
    }
  }
}
