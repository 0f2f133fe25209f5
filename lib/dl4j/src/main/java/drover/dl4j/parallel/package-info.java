/** Trains networks data-parallel with DL4J's Spark integration. */
package drover.dl4j.parallel;
