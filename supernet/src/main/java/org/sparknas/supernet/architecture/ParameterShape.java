package org.sparknas.supernet.architecture;

import java.util.Objects;

/**
 * A parameter seen as a matrix, so that the parameter of a narrower operator is a prefix of the
 * wider one's in rows and in columns.
 *
 * @param name unique among the parameters of its operator, block or network
 * @param role what it is for
 * @param rows at least 1
 * @param columns at least 1
 */
public record ParameterShape(String name, ParameterRole role, int rows, int columns) {
  /** Throws {@link IllegalArgumentException} when a dimension is not positive. */
  public ParameterShape {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(role, "role");
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "parameter '" + name + "' is " + rows + "x" + columns + ": both are at least 1");
    }
  }

  /** Rows times columns. */
  public long size() {
    return (long) rows * columns;
  }

  /** The same parameter named {@code scope.name}. */
  public ParameterShape within(String scope) {
    return new ParameterShape(scope + "." + name, role, rows, columns);
  }

  /** The smallest of this name that has both as prefixes. */
  public ParameterShape covering(ParameterShape other) {
    return new ParameterShape(
        name, role, Math.max(rows, other.rows), Math.max(columns, other.columns));
  }

  /** Whether this is the same parameter as {@code wider} with no more rows and columns. */
  public boolean isPrefixOf(ParameterShape wider) {
    return name.equals(wider.name)
        && role == wider.role
        && rows <= wider.rows
        && columns <= wider.columns;
  }
}
