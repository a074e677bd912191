package org.sparknas.job.config;

import java.util.List;

/** A configuration that cannot be used; names every problem that was found. */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** One problem. */
  public ConfigurationException(String problem) {
    super(problem);
  }

  /** One problem and what it came from. */
  public ConfigurationException(String problem, Throwable cause) {
    super(problem, cause);
  }

  /** Several problems, a line each. */
  public ConfigurationException(List<String> problems) {
    super(String.join("\n", problems));
  }
}
