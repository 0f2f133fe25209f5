package drover.search;

import drover.core.SearchContext;
import drover.core.Stopper;
import drover.core.config.Section;

/** Makes a stopper of one rule. */
@FunctionalInterface
interface StopperFactory {

  /**
   * Reads the rule's settings and makes a stopper that has learned nothing yet.
   *
   * @param settings the rule's own section; mistakes are noted there
   */
  Stopper create(SearchContext context, Section settings);
}
