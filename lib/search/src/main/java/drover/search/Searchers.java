package drover.search;

import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.config.Section;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The registry of search algorithms: one line each. */
public final class Searchers {

  private static final Map<String, SearcherFactory> FACTORIES = new TreeMap<>();

  static {
    FACTORIES.put("asha", AshaSearcher::create);
    FACTORIES.put("auto", AutoSearcher::create);
    FACTORIES.put("bohb", HyperbandSearcher.named("bohb"));
    FACTORIES.put("cma-es", CmaEsSearcher::create);
    FACTORIES.put("deep-q", DeepQSearcher::create);
    FACTORIES.put("differential-evolution", DifferentialEvolutionSearcher::create);
    FACTORIES.put("evolution", EvolutionSearcher::create);
    FACTORIES.put("evolution-strategies", EvolutionStrategies::create);
    FACTORIES.put("genetic", GeneticSearcher::create);
    FACTORIES.put("gp", GpSearcher::create);
    FACTORIES.put("grid", GridSearcher::create);
    FACTORIES.put("hyperband", HyperbandSearcher.named("hyperband"));
    FACTORIES.put("nsga2", Nsga2Searcher::create);
    FACTORIES.put("particle-swarm", ParticleSwarmSearcher::create);
    FACTORIES.put("population-based-training", PopulationBasedTrainingSearcher::create);
    FACTORIES.put("q-learning", QLearningSearcher::create);
    FACTORIES.put("random", RandomSearcher::create);
    FACTORIES.put("reinforce", ReinforceSearcher::create);
    FACTORIES.put("sobol", SobolSearcher::create);
    FACTORIES.put("spsa", Spsa::create);
    FACTORIES.put("tpe", TpeSearcher::create);
  }

  /** Those that choose the budgets of trials. */
  private static final Set<String> MULTI_FIDELITY =
      Set.of("asha", "bohb", "hyperband", "population-based-training");

  private Searchers() {}

  /** The names that {@code search.algorithm} may have, in alphabetical order. */
  public static List<String> names() {
    return List.copyOf(FACTORIES.keySet());
  }

  /** The names of the algorithms that give each trial the full budget. */
  static List<String> ofFullBudget() {
    return names().stream().filter(name -> !MULTI_FIDELITY.contains(name)).toList();
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

  /**
   * Notes a mistake if the study file asks for a population, generation or first design of more
   * individuals than there are trials. A study shorter than the default is no mistake: it is the
   * first design alone.
   *
   * @param key of the setting that says how many
   */
  static void requireTrials(String key, int size, SearchContext context, Section settings) {
    if (settings.has(key) && size > context.trials()) {
      settings.mistake(
          key,
          size
              + " is more than the study's "
              + context.trials()
              + " trials; a tenth to a half of them is usual");
    }
  }
}
