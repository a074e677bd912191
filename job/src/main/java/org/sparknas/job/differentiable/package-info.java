/** Differentiable search on Spark: what a worker does in a round, and what is decided between. */
package org.sparknas.job.differentiable;
