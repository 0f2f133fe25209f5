/** Runs trials as Spark tasks. Sees core only. */
package drover.spark;
