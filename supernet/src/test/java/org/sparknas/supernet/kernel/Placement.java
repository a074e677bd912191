package org.sparknas.supernet.kernel;

/** Where the arrays of a test lie. */
enum Placement {
  /** Each in a buffer of its own; temporary arrays are new memory. */
  OWN_BUFFERS,
  /**
   * Each a view at an odd offset of a larger buffer, as parameters are; temporary arrays come from
   * a workspace that holds garbage.
   */
  VIEWS_AND_WORKSPACE
}
