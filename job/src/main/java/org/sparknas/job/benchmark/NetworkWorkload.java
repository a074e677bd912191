package org.sparknas.job.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;

/** Steps of networks with one phase, batch and number of threads. */
final class NetworkWorkload implements Workload {

  /**
   * Steps that are ready to be timed.
   *
   * @param warmUps how many run before, untimed
   * @param parameters of the network; of several, their mean
   */
  record Prepared(TimedSteps steps, int warmUps, long parameters) {}

  private final Function<NetworkArguments, Prepared> source;

  NetworkWorkload(Function<NetworkArguments, Prepared> source) {
    this.source = source;
  }

  @Override
  public String usage() {
    return NetworkArguments.USAGE;
  }

  @Override
  public ObjectNode run(List<String> arguments) {
    NetworkArguments given = NetworkArguments.of(arguments);
    Prepared prepared = source.apply(given);
    Timings timings = prepared.steps().time(prepared.warmUps(), given.runs());
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("phase", given.phase().text())
            .put("batch", given.batch())
            .put("threads", given.threads());
    return timings.addTo(json).put("params", prepared.parameters());
  }
}
