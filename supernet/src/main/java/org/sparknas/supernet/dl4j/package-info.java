/** The bridge to DL4J: a whole supernet as one layer of a {@code ComputationGraph}. */
package org.sparknas.supernet.dl4j;
