package org.sparknas.supernet.kernel;

import java.io.Serializable;

/**
 * Mean and biased variance of each channel over all pixels of a batch.
 *
 * @param count pixels of the batch, N·H·W
 */
public record ChannelMoments(long count, double[] mean, double[] variance)
    implements Serializable {}
