package org.sparknas.job.training;

/**
 * What an averaging round brought.
 *
 * @param state the average; a new state
 * @param workers how many workers had batches
 * @param stepsPerWorker how many updates each of them made
 * @param totals of all workers together
 */
public record RoundResult(
    ModelState state, int workers, long stepsPerWorker, TrainingTotals totals) {}
