/** The command line: reads what is asked, checks it, and hands it on. */
package org.sparknas.job.cli;
