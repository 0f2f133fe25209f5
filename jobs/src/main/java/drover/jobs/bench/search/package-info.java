/**
 * How good searchers are: runs each on problems whose optimum is known, and compares them with what
 * their peers reached.
 */
package drover.jobs.bench.search;
