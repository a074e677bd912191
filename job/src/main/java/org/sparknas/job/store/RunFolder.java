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

  /** Who fills the folder; there while a run does. */
  public static final String CLAIM = "claim.json";

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
   * Throws {@link StoreException} when another run fills this folder or left something here.
   *
   * @param setting what named the folder, as in {@code output: runs/a in my.conf line 2}
   */
  public void refuseAnotherRun(String setting) {
    try {
      if (!folder.exists()) {
        return;
      }
      if (!folder.isFolder()) {
        throw new StoreException(setting + "; must be a folder, and is a file");
      }
      // What a run has left says more than the claim of a process that is no more.
      if (results().isEmpty() || !FolderClaim.hasEnded(claim())) {
        refuseClaim(setting);
      }
      refuseResults(setting);
    } catch (IOException e) {
      throw unfillable(setting, e);
    }
  }

  private List<String> results() throws IOException {
    return folder.names().stream().filter(COMPUTED::contains).toList();
  }

  private void refuseResults(String setting) throws IOException {
    if (!results().isEmpty()) {
      throw new StoreException(
          "%s; holds another run (%s): choose another folder, for example with -D output=…,"
                  .formatted(setting, String.join(", ", results()))
              + " or move that run away");
    }
  }

  private void refuseClaim(String setting) throws IOException {
    if (claim().exists()) {
      throw claimed(setting);
    }
  }

  private StoreException claimed(String setting) {
    return new StoreException(
        ("%s; is claimed by %s: choose another folder, for example with -D output=…; if that run has"
                + " ended, deleting %s frees this one")
            .formatted(setting, FolderClaim.holder(claim()), claim()));
  }

  /**
   * Throws {@link StoreException} where this folder cannot be made or filled, by trying it; leaves
   * everything as it was.
   *
   * @param setting as for {@link #refuseAnotherRun}
   */
  public void requireFillable(String setting) {
    try {
      folder.tryToFill();
    } catch (IOException e) {
      throw unfillable(setting, e);
    }
  }

  /**
   * Makes the folder and claims it for this process, until {@link #release}.
   *
   * <p>On a file system that cannot create a file only if there is none, as S3's, two runs that
   * start within moments may both hold the claim.
   *
   * @param setting as for {@link #refuseAnotherRun}
   * @throws StoreException when another process holds it, another run left something, or the folder
   *     cannot be made
   */
  public void claim(String setting) {
    try {
      folder.createFolder();
      if (!claim().createNew(FolderClaim.ofThisProcess().text())) {
        throw claimed(setting);
      }
      claim().removeAtExit();
    } catch (IOException e) {
      throw unfillable(setting, e);
    }
    refuseRunThatEndedMeanwhile(setting);
  }

  private void refuseRunThatEndedMeanwhile(String setting) {
    try {
      refuseResults(setting);
    } catch (IOException e) {
      release();
      throw unfillable(setting, e);
    } catch (StoreException e) {
      release();
      throw e;
    }
  }

  /** Gives up the claim. */
  public void release() {
    claim().removeQuietly();
  }

  private Location claim() {
    return folder.child(CLAIM);
  }

  private static StoreException unfillable(String setting, IOException e) {
    return new StoreException(
        setting + "; must be a folder that can be made and filled: " + FailureReason.of(e), e);
  }

  /** Writes down the configuration of a run that starts here. */
  public void start(String configuration) {
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
  public void writeResult(RunResult result) {
    folder.child(RESULT).write(JsonFiles.pretty(result));
  }

  /**
   * Writes an architecture's file.
   *
   * @param name of the file, such as {@code genetic-1.json}
   */
  public void writeArchitecture(String name, Architecture architecture) {
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
  public void requireSupernet(String setting) {
    try {
      if (!supernet().exists()) {
        throw new StoreException(
            "%s; must be the folder of a run that trained a supernet, and holds no %s"
                .formatted(setting, SUPERNET));
      }
    } catch (IOException e) {
      throw new StoreException(setting + "; cannot be read: " + FailureReason.of(e), e);
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
