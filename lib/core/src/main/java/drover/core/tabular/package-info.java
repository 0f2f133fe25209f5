/**
 * Real trainings that were run once and written down: a table has the results of each point of its
 * space, so that a search over real networks costs a look into a file.
 */
package drover.core.tabular;
