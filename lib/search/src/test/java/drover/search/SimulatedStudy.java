package drover.search;

import drover.core.Goal;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.Randomness;
import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.Trial;
import drover.core.config.Sections;
import drover.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A study without objective or engine: keeps a window of trials in flight and brings their outcomes
 * back in an order drawn from the seed.
 *
 * @param trials how many trials to run at most
 * @param window how many are in flight at once
 */
record SimulatedStudy(SearchSpace space, long seed, int trials, int window) {

  /** The full budget of a trial. */
  static final int BUDGET = 27;

  /** A trial was asked, or told if it has an outcome. */
  record Step(Trial trial, Optional<Outcome> outcome) {
    void applyTo(Searcher searcher) {
      outcome.ifPresentOrElse(o -> searcher.told(trial, o), () -> searcher.asked(trial));
    }
  }

  /** A searcher with default settings that has learned nothing yet. */
  Searcher searcher(String algorithm) {
    return Searchers.create(
        algorithm,
        new SearchContext(space, seed, trials, window, BUDGET, List.of(new Goal("value", false))),
        Sections.resolved("{}", "search." + algorithm));
  }

  /** Runs a searcher to the end and gives all that happened, in order. */
  List<Step> run(Searcher searcher, Function<Trial, Outcome> objective) {
    List<Step> steps = new ArrayList<>();
    List<Trial> running = new ArrayList<>();
    RandomGenerator arrival = Randomness.of(seed, -1, "arrival");
    int asked = 0;
    while (true) {
      while (asked < trials && running.size() < window) {
        Optional<Trial> proposed = searcher.propose(asked);
        if (proposed.isEmpty()) {
          break;
        }
        Step step = new Step(proposed.get(), Optional.empty());
        step.applyTo(searcher);
        steps.add(step);
        running.add(step.trial());
        asked++;
      }
      if (running.isEmpty()) {
        return steps;
      }
      Trial ended = running.remove(arrival.nextInt(running.size()));
      Step step = new Step(ended, Optional.of(objective.apply(ended)));
      step.applyTo(searcher);
      steps.add(step);
    }
  }

  /** The trials that were asked, in order. */
  static List<Trial> trials(List<Step> steps) {
    return steps.stream().filter(step -> step.outcome().isEmpty()).map(Step::trial).toList();
  }

  /** The points of the trials that were asked without a parent, in order. */
  static List<Params> basePoints(List<Step> steps) {
    return trials(steps).stream()
        .filter(trial -> trial.parent().isEmpty())
        .map(Trial::params)
        .toList();
  }

  /** A loss that is 0 at one point of the space and grows with the distance from it. */
  double distance(Params params) {
    Map<String, Double> best = new HashMap<>();
    space
        .parameters()
        .forEach(
            p -> best.put(p.name(), p.position(p.at(Randomness.of(5, 0, p.name()).nextDouble()))));
    return space.parameters().stream()
        .filter(p -> params.has(p.name()))
        .mapToDouble(
            p -> Math.abs(p.position(params.get(p.name())) - best.getOrDefault(p.name(), 0.0)))
        .sum();
  }

  /** Scored, infeasible, pruned and failed outcomes as a function of the trial. */
  Outcome mixed(Trial trial) {
    return switch (Randomness.of(11, trial.id(), "outcome").nextInt(8)) {
      case 0 -> new Outcome.Failed("executor lost");
      case 1 -> new Outcome.Infeasible("loss is NaN");
      case 2 -> new Outcome.Pruned(distance(trial.params()));
      default -> Outcome.Scored.of(distance(trial.params()));
    };
  }
}
