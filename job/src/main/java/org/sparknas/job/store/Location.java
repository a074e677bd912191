package org.sparknas.job.store;

import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file or folder on any file system that Hadoop knows. */
public final class Location {
  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything; need not close the stream. */
    void writeTo(OutputStream out) throws IOException;
  }

  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final Logger LOG = LoggerFactory.getLogger(Location.class);
  private static final String HOME = "~";

  private final FileSystem fileSystem;
  private final Path path;

  private Location(FileSystem fileSystem, Path path) {
    this.fileSystem = fileSystem;
    this.path = path;
  }

  /**
   * The place of a path, which may name its file system ({@code hdfs:}, {@code s3a:}, {@code
   * file:}); else it is on the default one. {@code ~/} stands for the user's home folder there.
   *
   * @throws IOException when there is no such file system, its library is missing, or another
   *     user's home is meant
   * @throws IllegalArgumentException when the text is not a path, or one that Java cannot write
   */
  public static Location of(String text) throws IOException {
    return text.startsWith(HOME) ? inHome(text) : of(new Path(text));
  }

  /** The place of an address whose special characters are escaped, as {@link URI} wants them. */
  public static Location of(URI address) throws IOException {
    return of(new Path(address));
  }

  /** The place of a path on the local disk, wherever Hadoop's default is. */
  public static Location onDisk(String path) throws IOException {
    return new Location(FileSystems.local(), new Path(null, null, path));
  }

  private static Location of(Path path) throws IOException {
    FileSystem found = FileSystems.of(path);
    if (found instanceof LocalFileSystem local) {
      FileNames.ofThisJava().require(path.toString());
      // Without Hadoop's hidden checksum files, so that a file may be edited by hand.
      found = local.getRaw();
    }
    return new Location(found, path);
  }

  private static Location inHome(String text) throws IOException {
    if (text.length() > HOME.length() && text.charAt(HOME.length()) != '/') {
      throw new IOException(
          "another user's home folder must be written in full; a name that begins with ~ as ./"
              + text);
    }
    Location home = of(FileSystems.of(new Path(".")).getHomeDirectory());
    if (!home.isFolder()) {
      throw new IOException("~ stands for " + home + ", and there is no such folder");
    }
    String rest = text.substring(HOME.length()).replaceFirst("^/+", "");
    return rest.isEmpty() ? home : home.child(rest);
  }

  /** A file or folder in this folder. */
  public Location child(String name) {
    return new Location(fileSystem, new Path(path, name));
  }

  /** Another file as this one names it: relative to this one's folder unless it is absolute. */
  public Location beside(String name) throws IOException {
    if (name.startsWith(HOME)) {
      return of(name);
    }
    Path other = new Path(name);
    return other.isAbsolute() || path.getParent() == null
        ? of(other)
        : new Location(fileSystem, new Path(path.getParent(), other));
  }

  /** The full address, with its file system: the same for all ways to write the path. */
  public String address() {
    return fileSystem.makeQualified(path).toString();
  }

  /** Whether there is anything. */
  public boolean exists() throws IOException {
    return status().isPresent();
  }

  /** Whether there is a folder. */
  public boolean isFolder() throws IOException {
    return status().filter(FileStatus::isDirectory).isPresent();
  }

  private Optional<FileStatus> status() throws IOException {
    try {
      return Optional.of(fileSystem.getFileStatus(path));
    } catch (FileNotFoundException e) {
      requireMissing(e);
      return Optional.empty();
    }
  }

  /**
   * Throws why a local file was not found, unless it is missing: Hadoop says so, too, of one that
   * may not be read.
   */
  private void requireMissing(FileNotFoundException notFound) throws IOException {
    if (!(fileSystem instanceof RawLocalFileSystem)) {
      return;
    }
    try {
      Files.readAttributes(onDisk(), BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      return;
    } catch (IOException e) {
      throw new IOException(FailureReason.of(e), e);
    }
    throw new IOException(notFound.getMessage(), notFound);
  }

  /**
   * This file as Java knows it; only of a file on the local disk.
   *
   * @throws IOException when its name has characters that the locale does not know
   */
  private java.nio.file.Path onDisk() throws IOException {
    try {
      return ((RawLocalFileSystem) fileSystem).pathToFile(path).toPath();
    } catch (InvalidPathException e) {
      throw new IOException(e.getMessage(), e);
    }
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
    if (fileSystem instanceof RawLocalFileSystem) {
      // Says why not, which Hadoop does not.
      Files.createDirectories(onDisk());
    } else if (!fileSystem.mkdirs(path)) {
      throw new IOException(path + ": the folder could not be made");
    }
  }

  /** Makes this folder and a file in it, and removes what it has made; throws where it cannot. */
  void tryToFill() throws IOException {
    List<Location> made = new ArrayList<>();
    for (Path above = fileSystem.makeQualified(path); above != null; above = above.getParent()) {
      Location at = new Location(fileSystem, above);
      if (at.exists()) {
        break;
      }
      made.add(at);
    }
    try {
      createFolder();
      Location file = child(".trial-" + UUID.randomUUID());
      file.createNew("trial");
      file.remove();
    } finally {
      for (Location folder : made) {
        folder.removeQuietly();
      }
    }
  }

  /**
   * Writes a file only if there is none, so that one of several processes alone does it.
   *
   * @return whether it was written; false when there is one
   */
  boolean createNew(String text) throws IOException {
    OutputStream out;
    try {
      out = openNew();
    } catch (IOException e) {
      if (exists()) {
        return false;
      }
      throw e;
    }
    try (out) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      removeQuietly();
      throw e;
    }
    return true;
  }

  private OutputStream openNew() throws IOException {
    // Hadoop's local file system would look first and create then.
    return fileSystem instanceof RawLocalFileSystem
        ? Files.newOutputStream(onDisk(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
        : fileSystem.create(path, false);
  }

  /** Removes a file or an empty folder. */
  private void remove() throws IOException {
    fileSystem.cancelDeleteOnExit(path);
    if (fileSystem instanceof RawLocalFileSystem) {
      // Hadoop's would look whether the folder is empty and then remove whatever is in it.
      Files.deleteIfExists(onDisk());
    } else {
      fileSystem.delete(path, false);
    }
  }

  /** As {@link #remove}, after a failure that says more than another one would. */
  void removeQuietly() {
    try {
      if (exists()) {
        remove();
      }
    } catch (IOException e) {
      LOG.debug("{} was not removed", this, e);
    }
  }

  /** Has this file removed when the program ends, unless it is killed. */
  void removeAtExit() throws IOException {
    fileSystem.deleteOnExit(path);
  }

  /**
   * Opens a file for buffered reading.
   *
   * @throws FileNotFoundException when it is missing
   * @throws IOException when it may not be read, or is a folder
   */
  public InputStream open() throws IOException {
    try {
      return new BufferedInputStream(new DiskErrors(fileSystem.open(path)), 1 << 16);
    } catch (FileNotFoundException e) {
      requireMissing(e);
      throw e;
    }
  }

  /** The whole file as UTF-8, without the byte-order mark that some programs put before it. */
  public String readText() throws IOException {
    try (InputStream in = open()) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }
  }

  /**
   * Writes beside the file and renames, so that a reader sees the old content or the new.
   *
   * @throws WriteException when that fails; nothing is left beside the file
   */
  public void write(Content content) {
    replacement().write(content);
  }

  /** Writes text as UTF-8, as {@link #write(Content)}. */
  public void write(String text) {
    write(out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Adds text at the end, or writes the whole anew where a file system cannot append.
   *
   * @throws WriteException when that fails; the file is as it was
   */
  void append(String line, String whole) throws IOException {
    if (fileSystem instanceof RawLocalFileSystem && exists()) {
      replacement().append(line);
    } else {
      write(whole);
    }
  }

  private FileReplacement replacement() {
    return new FileReplacement(fileSystem, path, this);
  }

  /** The path as it was given. */
  @Override
  public String toString() {
    return path.toString();
  }
}
