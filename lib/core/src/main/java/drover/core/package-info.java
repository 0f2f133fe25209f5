/** The vocabulary, the study loop, the journal, reports. No Spark, no DL4J. */
package drover.core;
