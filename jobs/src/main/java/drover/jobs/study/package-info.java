/** Wires a study file to searcher, Spark and journal. */
package drover.jobs.study;
