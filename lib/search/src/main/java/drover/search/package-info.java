/** The search algorithms, one file each, and their registry. Sees core only. */
package drover.search;
