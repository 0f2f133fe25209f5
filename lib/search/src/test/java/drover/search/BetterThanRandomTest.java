package drover.search;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Outcome;
import drover.core.Params;
import drover.core.Trial;
import drover.core.function.TestFunction;
import drover.core.space.SearchSpace;
import drover.search.SimulatedStudy.Step;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.inference.MannWhitneyUTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * On easy problems every algorithm that learns beats random search. Those that choose budgets have
 * a test of their own, {@link MultiFidelityTest}.
 */
class BetterThanRandomTest {

  /** Algorithms that learn nothing from outcomes. */
  private static final Set<String> BASELINES = Set.of("grid", "random", "sobol");

  private static final int SEEDS = 15;
  private static final int TRIALS = 100;

  /** Chance of calling an algorithm better that is not. */
  private static final double LEVEL = 0.01;

  /** A space and a loss over it. */
  private record Problem(SearchSpace space, ToDoubleFunction<Params> loss) {}

  private static final Map<String, Problem> PROBLEMS =
      Map.of(
          "sphere", new Problem(Spaces.box(5, -4, 6), p -> TestFunction.SPHERE.at(values(p))),
          "ellipsoid", new Problem(Spaces.box(4, -4, 6), p -> TestFunction.ELLIPSOID.at(values(p))),
          "rosenbrock",
              new Problem(Spaces.box(4, -5, 10), p -> TestFunction.ROSENBROCK.at(values(p))),
          "hartmann6", new Problem(Spaces.box(6, 0, 1), p -> TestFunction.HARTMANN6.at(values(p))),
          "conditional", distance("conditional"),
          "choices",
              new Problem(
                  options(), p -> p.values().values().stream().mapToLong(v -> (Long) v).sum()));

  static Stream<Arguments> cases() {
    return Searchers.ofFullBudget().stream()
        .filter(name -> !BASELINES.contains(name))
        .flatMap(name -> problems().map(problem -> Arguments.of(name, problem)));
  }

  static Stream<String> problems() {
    return PROBLEMS.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void beatsRandomSearch(String algorithm, String problem) {
    Problem on = java.util.Objects.requireNonNull(PROBLEMS.get(problem));
    double[] ours = best(algorithm, on);
    double[] random = best("random", on);
    assertThat(probabilityOfNoBetter(ours, random)).isLessThan(LEVEL);
  }

  @ParameterizedTest
  @MethodSource("problems")
  void quasiRandomSearchIsNoWorseThanRandomSearch(String problem) {
    Problem on = java.util.Objects.requireNonNull(PROBLEMS.get(problem));
    assertThat(probabilityOfNoBetter(best("random", on), best("sobol", on))).isGreaterThan(LEVEL);
  }

  /** One-sided Mann-Whitney test: how likely such small losses are if ours are not smaller. */
  static double probabilityOfNoBetter(double[] ours, double[] others) {
    double n = (double) ours.length * others.length;
    double larger = new MannWhitneyUTest().mannWhitneyU(ours, others);
    boolean smaller = wins(ours, others) > n / 2;
    double u = smaller ? n - larger : larger;
    double deviation = Math.sqrt(n * (ours.length + others.length + 1) / 12);
    return new NormalDistribution(n / 2, deviation).cumulativeProbability(u);
  }

  /** In how many pairs our loss is the smaller one. */
  private static double wins(double[] ours, double[] others) {
    double wins = 0;
    for (double our : ours) {
      for (double other : others) {
        wins += our < other ? 1 : our == other ? 0.5 : 0;
      }
    }
    return wins;
  }

  private static double[] best(String algorithm, Problem problem) {
    return LongStream.range(0, SEEDS).mapToDouble(seed -> best(algorithm, problem, seed)).toArray();
  }

  private static double best(String algorithm, Problem problem, long seed) {
    SimulatedStudy study = new SimulatedStudy(problem.space(), seed, TRIALS, 2);
    List<Step> steps =
        study.run(
            study.searcher(algorithm),
            trial -> Outcome.Scored.of(problem.loss().applyAsDouble(trial.params())));
    return SimulatedStudy.trials(steps).stream()
        .map(Trial::params)
        .mapToDouble(problem.loss())
        .min()
        .orElseThrow();
  }

  private static Problem distance(String space) {
    SimulatedStudy study = new SimulatedStudy(Spaces.of(space), 0, TRIALS, 1);
    return new Problem(study.space(), study::distance);
  }

  private static SearchSpace options() {
    return Spaces.space(
        Stream.of("a", "b", "c", "d", "e", "f", "g", "h")
            .map(name -> Spaces.choice(name, 3L, 1L, 0L, 4L, 2L))
            .toArray(drover.core.space.Parameter[]::new));
  }

  private static double[] values(Params params) {
    return params.values().values().stream().mapToDouble(v -> (Double) v).toArray();
  }
}
