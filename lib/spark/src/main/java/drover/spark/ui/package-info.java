/** How a study shows in Spark's own pages. */
package drover.spark.ui;
