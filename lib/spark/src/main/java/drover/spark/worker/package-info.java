/**
 * Evaluates trials in processes of their own, children of the executor, or in the task's thread.
 * Knows nothing of Spark.
 */
package drover.spark.worker;
