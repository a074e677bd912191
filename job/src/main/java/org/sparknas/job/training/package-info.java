/**
 * Distributed training by parameter averaging: what a worker does in a round, how a round runs on
 * Spark, how its results are averaged, and the schedules and samplers that steer it.
 */
package org.sparknas.job.training;
