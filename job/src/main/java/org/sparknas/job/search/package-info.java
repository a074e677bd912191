/** A whole run: training a supernet and searching it. */
package org.sparknas.job.search;
