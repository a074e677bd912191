/**
 * What a run is told: HOCON files, the defaults of {@code reference.conf}, checks of every value,
 * and records of what remains.
 */
package org.sparknas.job.config;
