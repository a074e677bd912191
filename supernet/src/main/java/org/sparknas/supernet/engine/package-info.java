/**
 * Runs graphs of modules on a batch: in phases between the points where batch norm needs the whole
 * batch, a few images at a time through each phase, one thread for each core; and trains paths of a
 * supernet so.
 */
package org.sparknas.supernet.engine;
