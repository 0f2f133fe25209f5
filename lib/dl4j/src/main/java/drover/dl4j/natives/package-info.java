/** The memory of ND4J's arrays, for what Drover computes in place of DL4J. */
package drover.dl4j.natives;
