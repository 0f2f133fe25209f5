/** Finding a learning rate by trying all of them, from small to large. */
package drover.dl4j.rates;
