package org.sparknas.job.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Who fills a folder.
 *
 * @param host that the process runs on
 * @param process its id
 * @param start when it claimed the folder, in UTC
 */
record FolderClaim(String host, long process, String start) {
  private static final String UNKNOWN_HOST = "unknown";

  static FolderClaim ofThisProcess() {
    return new FolderClaim(
        thisHost(),
        ProcessHandle.current().pid(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private static String thisHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return UNKNOWN_HOST;
    }
  }

  /** Empty when there is none, or it is not written to its end. */
  private static Optional<FolderClaim> read(Location file) {
    try {
      return Optional.of(JsonFiles.read(file.readText(), FolderClaim.class));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether a file is the claim of a process of this host that runs no more. */
  static boolean hasEnded(Location file) {
    return read(file).filter(FolderClaim::hasEnded).isPresent();
  }

  private boolean hasEnded() {
    return !host.equals(UNKNOWN_HOST)
        && host.equals(thisHost())
        && ProcessHandle.of(process).isEmpty();
  }

  /** Who holds a claim, in words. */
  static String holder(Location file) {
    return read(file).map(FolderClaim::described).orElse("a run that has just begun");
  }

  private String described() {
    return "process %d on %s since %s%s"
        .formatted(
            process, host, start, hasEnded() ? ", which runs no more and left the claim" : "");
  }

  String text() {
    return JsonFiles.pretty(this);
  }
}
