/** Data, networks and training: the objective that trains DL4J models. Sees core only. */
package drover.dl4j;
