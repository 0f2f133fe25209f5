/** The layers that a network may have: their settings, shapes and DL4J configurations. */
package drover.dl4j.layers;
