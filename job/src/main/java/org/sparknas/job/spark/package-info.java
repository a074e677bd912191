/** What travels between the driver and executors, whichever serialiser Spark is told to use. */
package org.sparknas.job.spark;
