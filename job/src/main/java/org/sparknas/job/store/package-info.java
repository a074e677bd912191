/**
 * Files on any file system that Hadoop knows: where they are, the folder that a run leaves, and the
 * layouts of what lies in it.
 */
package org.sparknas.job.store;
