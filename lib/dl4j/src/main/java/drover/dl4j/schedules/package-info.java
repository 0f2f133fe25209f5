/** How learning rates and momenta change while a network is trained, and how gradients are cut. */
package drover.dl4j.schedules;
