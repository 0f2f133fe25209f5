/** Measures: how good the searchers are on problems whose optimum is known. */
package drover.jobs.bench;
