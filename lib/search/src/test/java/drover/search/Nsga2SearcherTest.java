package drover.search;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Goal;
import drover.core.Note;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.Trial;
import drover.core.config.Sections;
import drover.core.pareto.Hypervolume;
import drover.core.space.Parameter;
import drover.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.inference.MannWhitneyUTest;
import org.apache.commons.math3.stat.inference.TTest;
import org.junit.jupiter.api.Test;

class Nsga2SearcherTest {

  private static final List<Goal> GOALS = List.of(new Goal("a", false), new Goal("b", false));

  private static Ranked ranked(int id, double... losses) {
    Outcome scored = new Outcome.Scored(DoubleStream.of(losses).boxed().toList(), Map.of());
    return ranked(id, scored);
  }

  private static Ranked ranked(int id, Outcome outcome) {
    return Ranked.of(new Trial(id, Params.EMPTY, 1, Note.EMPTY), outcome).orElseThrow();
  }

  /** Of the first front the ends, then the one with more room; then the next front. */
  @Test
  void theBestAreThoseOfEarlierFrontsWithMoreRoom() {
    List<Ranked> individuals =
        List.of(
            ranked(0, 9, 9),
            ranked(1, 1, 9),
            ranked(2, 2, 7),
            ranked(3, 3, 6),
            ranked(4, 9, 1),
            ranked(5, 4, 8));
    assertThat(ids(Nsga2Searcher.best(individuals, 6))).containsExactly(1, 4, 3, 2, 5, 0);
    assertThat(ids(Nsga2Searcher.best(individuals, 3))).containsExactly(1, 4, 3);
  }

  @Test
  void anyScoreDominatesAPrunedTrialAndThatAnInfeasibleOne() {
    List<Ranked> individuals =
        List.of(
            ranked(0, new Outcome.Infeasible("NaN")),
            ranked(1, new Outcome.Pruned(0.1)),
            ranked(2, 5, 5),
            ranked(3, new Outcome.Pruned(0.05)),
            ranked(4, new Outcome.Infeasible("NaN")));
    assertThat(ids(Nsga2Searcher.best(individuals, 9))).containsExactly(2, 3, 1, 0, 4);
  }

  private static List<Integer> ids(List<Ranked> individuals) {
    return individuals.stream().map(individual -> individual.trial().id()).toList();
  }

  /** ZDT1 (Zitzler, Deb and Thiele 2000): the front is where all but the first number are 0. */
  private static List<Double> zdt1(Params params) {
    double[] x = params.values().values().stream().mapToDouble(v -> (Double) v).toArray();
    double g = 1 + 9 * (DoubleStream.of(x).sum() - x[0]) / (x.length - 1);
    return List.of(x[0], g * (1 - Math.sqrt(x[0] / g)));
  }

  /** Layers that cost more and err less, each in its own measure. */
  private static List<Double> layers(Params params) {
    double error = 0;
    double cost = 0;
    for (Map.Entry<String, Object> layer : params.values().entrySet()) {
      int place = layer.getKey().charAt(0) - 'a';
      int size = List.of("none", "small", "large").indexOf(layer.getValue());
      cost += size * size * (1 + place % 3);
      error += Math.pow(0.3 + 0.05 * place, size);
    }
    return List.of(error, cost);
  }

  @Test
  void itsFrontDominatesMoreThanThatOfRandomSearch() {
    SearchSpace blocks =
        Spaces.space(
            Stream.of("a", "b", "c", "d", "e", "f", "g", "h")
                .map(name -> Spaces.choice(name, "none", "small", "large"))
                .toArray(Parameter[]::new));
    assertBetter(Spaces.box(8, 0, 1), Nsga2SearcherTest::zdt1, List.of(1.1, 7.0));
    assertBetter(blocks, Nsga2SearcherTest::layers, List.of(8.0, 60.0));
  }

  private static void assertBetter(
      SearchSpace space, Function<Params, List<Double>> losses, List<Double> reference) {
    double[] ours = hypervolumes("nsga2", space, losses, reference);
    double[] random = hypervolumes("random", space, losses, reference);
    assertThat(new TTest().t(ours, random)).isPositive();
    assertThat(new MannWhitneyUTest().mannWhitneyUTest(ours, random)).isLessThan(0.01);
  }

  private static double[] hypervolumes(
      String algorithm,
      SearchSpace space,
      Function<Params, List<Double>> losses,
      List<Double> reference) {
    return LongStream.range(0, 10)
        .mapToDouble(seed -> Hypervolume.of(run(algorithm, space, losses, seed), reference))
        .toArray();
  }

  private static List<List<Double>> run(
      String algorithm, SearchSpace space, Function<Params, List<Double>> losses, long seed) {
    SimulatedStudy study = new SimulatedStudy(space, seed, 150, 4);
    Searcher searcher =
        Searchers.create(
            algorithm,
            new SearchContext(space, seed, study.trials(), study.window(), 1, GOALS),
            Sections.resolved("{}", "search." + algorithm));
    List<List<Double>> found = new ArrayList<>();
    study.run(
        searcher,
        trial -> {
          List<Double> scored = losses.apply(trial.params());
          found.add(scored);
          return new Outcome.Scored(scored, Map.of());
        });
    return found;
  }

  /** A parent of every fifth trial is infeasible, pruned or failed; the rest have two losses. */
  @Test
  void outcomesOfAllKindsAreLearnedWithSeveralGoals() {
    SimulatedStudy study = new SimulatedStudy(Spaces.of("conditional"), 3, 80, 4);
    Searcher searcher =
        Searchers.create(
            "nsga2",
            new SearchContext(study.space(), 3, 80, 4, 1, GOALS),
            Sections.resolved("{}", "search.nsga2"));
    study.run(
        searcher,
        trial ->
            study.mixed(trial) instanceof Outcome.Scored scored
                ? new Outcome.Scored(List.of(scored.loss(), -scored.loss()), Map.of())
                : study.mixed(trial));
    assertThat(IntStream.range(80, 120).mapToObj(searcher::propose)).allMatch(Optional::isPresent);
  }
}
