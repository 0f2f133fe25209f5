package drover.search;

import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.config.Section;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The registry of search algorithms: one line each. */
public final class Searchers {

  private static final Map<String, SearcherFactory> FACTORIES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("cma-es", CmaEsSearcher::create),
              Map.entry("evolution-strategies", EvolutionStrategies::create),
              Map.entry("genetic", GeneticSearcher::create),
              Map.entry("q-learning", QLearningSearcher::create),
              Map.entry("random", RandomSearcher::create),
              Map.entry("spsa", Spsa::create)));

  private Searchers() {}

  /** The names that {@code search.algorithm} may have, in alphabetical order. */
  public static List<String> names() {
    return List.copyOf(FACTORIES.keySet());
  }

  /**
   * A searcher that has learned nothing yet. An algorithm that cannot do what the context asks
   * (more than one goal, more individuals than trials) notes a mistake in the settings.
   *
   * @param settings the {@code search} section with its defaults at {@code search.<algorithm>}
   * @throws IllegalArgumentException if there is no such algorithm
   */
  public static Searcher create(String algorithm, SearchContext context, Section settings) {
    SearcherFactory factory = FACTORIES.get(algorithm);
    if (factory == null) {
      throw new IllegalArgumentException(
          "no search algorithm '" + algorithm + "' among " + names());
    }
    return factory.create(context, settings);
  }

  /** Notes a mistake if a study of several goals names an algorithm that minimises one loss. */
  static void requireOneGoal(String algorithm, SearchContext context, Section settings) {
    if (context.goals().size() > 1) {
      settings.mistake(
          "algorithm", algorithm + " takes one goal; the study has " + context.goals().size());
    }
  }
}
