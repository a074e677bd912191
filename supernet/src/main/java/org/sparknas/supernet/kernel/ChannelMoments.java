package org.sparknas.supernet.kernel;

/**
 * Mean and biased variance of each channel over all pixels of a batch.
 *
 * @param count pixels of the batch, N·H·W
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; arrays are what is folded and sent
public record ChannelMoments(long count, double[] mean, double[] variance) {}
