/** The rules by which gradients change weights. */
package drover.dl4j.updaters;
