/** The vocabulary as JSON, for the journal and between processes: codecs written by hand. */
package drover.core.json;
