/** What is best when a study wants several things at once. */
package drover.core.pareto;
