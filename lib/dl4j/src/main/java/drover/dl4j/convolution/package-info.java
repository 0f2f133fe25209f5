/**
 * Convolution and max-pooling layers for processors that do the work of DL4J's own several times
 * faster. They take the places of DL4J's layers in a network that is to run; its configuration, and
 * so the model that is saved, stays plain DL4J.
 */
package drover.dl4j.convolution;
