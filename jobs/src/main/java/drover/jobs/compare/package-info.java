/** Several studies side by side: one file, one budget each, one table. */
package drover.jobs.compare;
