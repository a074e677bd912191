/** Accuracies of architectures with the weights of a supernet. */
package org.sparknas.job.scoring;
