/** What {@code bench.sh} measures. Each workload prints one line of JSON. */
package org.sparknas.job.benchmark;
