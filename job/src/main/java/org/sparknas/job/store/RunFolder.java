package org.sparknas.job.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.ArchitectureFile;

/** The folder that a run fills, on any file system that Hadoop knows. */
public final class RunFolder {
  /** The resolved configuration. */
  public static final String CONFIGURATION = "configuration.conf";

  /** A line for each epoch and generation. */
  public static final String PROGRESS = "progress.jsonl";

  /** A line for each candidate. */
  public static final String CANDIDATES = "candidates.jsonl";

  /** What was found. */
  public static final String RESULT = "result.json";

  /** The trained weights. */
  public static final String SUPERNET = "supernet.bin";

  /** What a run has computed; a configuration alone was left by one that never began. */
  private static final List<String> COMPUTED = List.of(PROGRESS, CANDIDATES, RESULT, SUPERNET);

  private final Location folder;
  private final Map<String, JsonLines> growing = new HashMap<>();

  private RunFolder(Location folder) {
    this.folder = folder;
  }

  /** A folder that may exist or not; {@link StoreException} when its path is no path. */
  public static RunFolder of(String path) {
    try {
      return new RunFolder(Location.of(path));
    } catch (IOException | IllegalArgumentException e) {
      throw new StoreException(path + ": cannot be reached: " + e.getMessage(), e);
    }
  }

  /**
   * Throws {@link StoreException} when another run left something here.
   *
   * @param setting what named the folder, as in {@code output: runs/a in my.conf line 2}
   */
  public void refuseAnotherRun(String setting) throws IOException {
    if (!folder.exists()) {
      return;
    }
    if (!folder.isFolder()) {
      throw new StoreException(setting + "; must be a folder, and is a file");
    }
    List<String> found = folder.names().stream().filter(COMPUTED::contains).toList();
    if (!found.isEmpty()) {
      throw new StoreException(
          "%s; holds another run (%s): choose another folder, for example with -D output=…,"
                  .formatted(setting, String.join(", ", found))
              + " or move that run away");
    }
  }

  /** Makes the folder and writes down the configuration. */
  public void start(String configuration) throws IOException {
    folder.createFolder();
    folder.child(CONFIGURATION).write(configuration);
  }

  /** Adds lines to {@link #PROGRESS} or {@link #CANDIDATES}. */
  public synchronized void addLines(String name, List<ObjectNode> lines) throws IOException {
    JsonLines file = growing.get(name);
    if (file == null) {
      file = JsonLines.at(folder.child(name));
      growing.put(name, file);
    }
    file.add(lines);
  }

  /** Writes the result. */
  public void writeResult(RunResult result) throws IOException {
    folder.child(RESULT).write(JsonFiles.pretty(result));
  }

  /**
   * Writes an architecture's file.
   *
   * @param name of the file, such as {@code genetic-1.json}
   */
  public void writeArchitecture(String name, Architecture architecture) throws IOException {
    folder.child(name).write(ArchitectureFile.write(architecture));
  }

  /** Where the trained weights are or will be. */
  public Location supernet() {
    return folder.child(SUPERNET);
  }

  /**
   * Throws {@link StoreException} unless trained weights lie here.
   *
   * @param setting what named the folder, as in {@code --supernet: runs/a}
   */
  public void requireSupernet(String setting) throws IOException {
    if (!supernet().exists()) {
      throw new StoreException(
          "%s; must be the folder of a run that trained a supernet, and holds no %s"
              .formatted(setting, SUPERNET));
    }
  }

  /** The folder itself. */
  public Location location() {
    return folder;
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
