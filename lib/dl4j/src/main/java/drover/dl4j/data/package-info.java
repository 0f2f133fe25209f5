/** Labelled examples: where they come from, how they are split and normalised. */
package drover.dl4j.data;
