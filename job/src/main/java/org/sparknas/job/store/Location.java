package org.sparknas.job.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** A file or folder on any file system that Hadoop knows. */
public final class Location {
  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything; need not close the stream. */
    void writeTo(OutputStream out) throws IOException;
  }

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final FileSystem fileSystem;
  private final Path path;

  private Location(FileSystem fileSystem, Path path) {
    this.fileSystem = fileSystem;
    this.path = path;
  }

  /**
   * The place of a path, which may name its file system ({@code hdfs:}, {@code s3a:}, {@code
   * file:}); else it is on the default one.
   *
   * @throws IOException when there is no such file system, or its library is missing
   * @throws IllegalArgumentException when the text is not a path, or one that Java cannot write
   */
  public static Location of(String text) throws IOException {
    Path path = new Path(text);
    FileSystem found = fileSystem(path);
    if (found instanceof LocalFileSystem local) {
      FileNames.ofThisJava().require(text);
      // Without Hadoop's hidden checksum files, so that a file may be edited by hand.
      found = local.getRaw();
    }
    return new Location(found, path);
  }

  private static FileSystem fileSystem(Path path) throws IOException {
    try {
      return path.getFileSystem(configuration());
    } catch (RuntimeException e) {
      if (e.getCause() instanceof ClassNotFoundException missing) {
        throw new IOException(
            "the library for %s: is not on the classpath (%s)"
                .formatted(path.toUri().getScheme(), missing.getMessage()),
            e);
      }
      throw e;
    }
  }

  /** Hadoop's configuration with what spark-submit was given as {@code spark.hadoop.…}. */
  private static Configuration configuration() {
    Configuration configuration = new Configuration();
    String prefix = "spark.hadoop.";
    for (String name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith(prefix)) {
        configuration.set(name.substring(prefix.length()), System.getProperty(name));
      }
    }
    return configuration;
  }

  /** A file or folder in this folder. */
  public Location child(String name) {
    return new Location(fileSystem, new Path(path, name));
  }

  /** Another file as this one names it: relative to this one's folder unless it is absolute. */
  public Location beside(String name) throws IOException {
    Path other = new Path(name);
    return other.isAbsolute() || path.getParent() == null
        ? of(name)
        : new Location(fileSystem, new Path(path.getParent(), other));
  }

  /** Returns the path with its file system and all folders: equal for two names of one place. */
  public String absolute() {
    return fileSystem.makeQualified(path).toString();
  }

  /** Whether there is anything. */
  public boolean exists() throws IOException {
    return fileSystem.exists(path);
  }

  /** Whether there is a folder. */
  public boolean isFolder() throws IOException {
    return exists() && fileSystem.getFileStatus(path).isDirectory();
  }

  /** Bytes of a file. */
  public long size() throws IOException {
    return fileSystem.getFileStatus(path).getLen();
  }

  /** Names of what is in this folder, sorted. */
  public List<String> names() throws IOException {
    return Arrays.stream(fileSystem.listStatus(path))
        .map(FileStatus::getPath)
        .map(Path::getName)
        .sorted()
        .toList();
  }

  /** Makes this folder and those above it. */
  public void createFolder() throws IOException {
    if (!fileSystem.mkdirs(path)) {
      throw new IOException(path + ": the folder could not be made");
    }
  }

  /** Opens a file for buffered reading; {@link java.io.FileNotFoundException} when missing. */
  public InputStream open() throws IOException {
    return new BufferedInputStream(fileSystem.open(path), 1 << 16);
  }

  /** The whole file as UTF-8, without the byte-order mark that some programs put before it. */
  public String readText() throws IOException {
    try (InputStream in = open()) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }
  }

  /** Writes beside the file and renames, so that a reader sees the old content or the new. */
  public void write(Content content) throws IOException {
    Path aside = new Path(path.getParent(), "." + path.getName() + ".part");
    try (OutputStream out = fileSystem.create(aside, true)) {
      content.writeTo(out);
    }
    replaceBy(aside);
  }

  /** Writes text as UTF-8, as {@link #write(Content)}. */
  public void write(String text) throws IOException {
    write(out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Adds text at the end, or writes the whole anew where a file system cannot append. */
  void append(String line, String whole) throws IOException {
    if (fileSystem instanceof RawLocalFileSystem && exists()) {
      try (OutputStream out = fileSystem.append(path)) {
        out.write(line.getBytes(StandardCharsets.UTF_8));
      }
    } else {
      write(whole);
    }
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

  /** The path as it was given. */
  @Override
  public String toString() {
    return path.toString();
  }
}
