/** The parts of Gaussian-process search: kernel, posterior, fitting and acquisition. */
package drover.search.gp;
