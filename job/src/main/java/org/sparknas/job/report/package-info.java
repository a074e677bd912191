/** What a person sees while a run goes on. */
package org.sparknas.job.report;
