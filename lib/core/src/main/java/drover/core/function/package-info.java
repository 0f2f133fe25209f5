/** Cheap objectives whose values and optima are known, for trying out searchers and engines. */
package drover.core.function;
