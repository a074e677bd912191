/**
 * Images: read or drawn, divided into sets, and turned into batches of floats. Pixels stay bytes
 * until a batch is made.
 */
package org.sparknas.job.data;
