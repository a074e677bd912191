package org.sparknas.job.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Spark's standalone master and its workers, of one core each, as processes of this machine.
 *
 * <p>They start from the jars that Maven resolved; no distribution of Spark is needed. Their logs
 * and the logs of the executors stay in the given folder.
 */
final class StandaloneCluster implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Checkout checkout;
  private final Path folder;
  private final String master;
  private final List<Process> processes = new ArrayList<>();

  private StandaloneCluster(Checkout checkout, Path folder, int port) {
    this.checkout = checkout;
    this.folder = folder;
    this.master = "spark://" + HOST + ":" + port;
  }

  /**
   * Starts a cluster and waits until its workers are registered.
   *
   * @throws IllegalStateException when a process ends or a minute passes; with the master's log
   */
  static StandaloneCluster start(Checkout checkout, Path folder, int workers)
      throws IOException, InterruptedException {
    StandaloneCluster cluster = new StandaloneCluster(checkout, folder, freePort());
    try {
      cluster.startMaster();
      for (int worker = 0; worker < workers; worker++) {
        cluster.startWorker(worker);
      }
      cluster.await("Registering worker", workers);
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException failure) {
      cluster.close();
      throw failure;
    }
  }

  /** The URL to submit to. */
  String master() {
    return master;
  }

  /** How many executors have run a task since the cluster's start, by their logs. */
  long executorsThatRanTasks() throws IOException {
    try (Stream<Path> logs = Files.walk(folder)) {
      long executors = 0;
      for (Path log : logs.filter(path -> path.endsWith("stderr")).toList()) {
        executors += linesWith("INFO Executor: Running task", log) > 0 ? 1 : 0;
      }
      return executors;
    }
  }

  @Override
  public void close() throws InterruptedException {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
    for (Process process : processes) {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }

  private void startMaster() throws IOException, InterruptedException {
    String port = master.substring(master.lastIndexOf(':') + 1);
    start(
        "master",
        "org.apache.spark.deploy.master.Master",
        List.of("--host", HOST, "--port", port, "--webui-port", "0"));
    await("Starting Spark master", 1);
  }

  private void startWorker(int index) throws IOException {
    String name = "worker-" + index;
    List<String> arguments =
        List.of("--host", HOST, "-c", "1", "-m", "2g", "--webui-port", "0", "-d", name, master);
    start(name, "org.apache.spark.deploy.worker.Worker", arguments);
  }

  private void start(String name, String mainClass, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + checkout.script("java17.options"));
    command.addAll(List.of("-Xmx512m", "-cp", checkout.sparkHome().resolve("jars") + "/*"));
    command.add(mainClass);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(folder.toFile());
    builder.redirectErrorStream(true).redirectOutput(log(name).toFile());
    builder.environment().put("SPARK_HOME", checkout.sparkHome().toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.12");
    builder.environment().put("SPARK_LOCAL_IP", HOST);
    builder.environment().remove("OMP_NUM_THREADS");
    processes.add(builder.start());
  }

  private void await(String message, int times) throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (linesWith(message, log("master")) < times) {
      if (Instant.now().isAfter(deadline) || !processes.stream().allMatch(Process::isAlive)) {
        throw new IllegalStateException(
            "the master has not logged '%s' %d times; its log:%n%s"
                .formatted(message, times, Files.readString(log("master"))));
      }
      Thread.sleep(100);
    }
  }

  private static long linesWith(String message, Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.contains(message)).count();
    }
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
