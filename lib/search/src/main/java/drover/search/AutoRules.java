package drover.search;

import drover.core.SearchContext;
import drover.search.AutoSearcher.Stage;
import java.util.List;

/** Which algorithms {@code auto} takes, measured on the problems of {@code conf/problems}. */
final class AutoRules {

  private AutoRules() {}

  /** The stages of a search, the first one from trial 0. */
  static List<Stage> stages(SearchContext context) {
    return List.of(new Stage(0, "genetic", "good on spaces of any kind"));
  }
}
