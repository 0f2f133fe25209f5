/** The learning-rate range test as its job shows it. */
package drover.jobs.rates;
