package drover.search;

import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.config.Section;

/** Makes a searcher of one algorithm. */
@FunctionalInterface
interface SearcherFactory {

  /**
   * Reads the algorithm's settings and makes a searcher that has learned nothing yet.
   *
   * @param settings the {@code search} section; mistakes are noted there
   */
  Searcher create(SearchContext context, Section settings);
}
