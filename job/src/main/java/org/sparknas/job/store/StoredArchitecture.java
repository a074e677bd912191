package org.sparknas.job.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.ArchitectureFile;
import org.sparknas.supernet.architecture.SearchSpace;

/** Reads an architecture's file from any file system that Hadoop knows. */
public final class StoredArchitecture {
  private StoredArchitecture() {}

  /** The architecture; {@link StoreException} when there is none, or one of another space. */
  public static Architecture read(Location file, SearchSpace space) {
    try {
      return ArchitectureFile.read(file.readText(), space);
    } catch (FileNotFoundException e) {
      throw new StoreException(file + ": must be an architecture's file, and there is none", e);
    } catch (IOException e) {
      throw StoreException.unreadable(file, e);
    } catch (IllegalArgumentException e) {
      throw new StoreException(file + ": " + e.getMessage(), e);
    }
  }
}
