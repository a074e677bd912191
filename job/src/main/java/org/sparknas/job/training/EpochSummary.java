package org.sparknas.job.training;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What an epoch brought.
 *
 * @param epoch from 0
 * @param loss mean of the batches' losses before their steps
 * @param learningRate of the last step
 * @param images trained, of all workers
 * @param notes of the training's method, by name
 */
public record EpochSummary(
    int epoch,
    int epochs,
    double loss,
    double learningRate,
    long images,
    double seconds,
    ObjectNode notes) {}
