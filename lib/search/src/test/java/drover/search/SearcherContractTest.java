package drover.search;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Outcome;
import drover.core.Params;
import drover.core.Searcher;
import drover.core.Trial;
import drover.core.space.SearchSpace;
import drover.search.SimulatedStudy.Step;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link Searcher} promises, for every registered algorithm on every space. */
@Timeout(120)
class SearcherContractTest {

  private static final int TRIALS = 60;

  static Stream<Arguments> algorithmsAndSpaces() {
    return Searchers.names().stream()
        .flatMap(name -> Spaces.ALL.keySet().stream().map(space -> Arguments.of(name, space)));
  }

  static List<String> algorithms() {
    return Searchers.names();
  }

  /** What was asked, failed or not, says where grid search and spsa's pairs stand. */
  static Stream<String> learners() {
    return Searchers.names().stream().filter(name -> !Set.of("grid", "spsa").contains(name));
  }

  private static SimulatedStudy study(String space, int window) {
    return new SimulatedStudy(Spaces.of(space), 17, TRIALS, window);
  }

  @ParameterizedTest
  @MethodSource("algorithmsAndSpaces")
  void proposalsLieInTheSpaceAndNoneComesTwiceWhileUnseenPointsRemain(
      String algorithm, String name) {
    SimulatedStudy study = study(name, 4);
    List<Step> steps = study.run(study.searcher(algorithm), study::mixed);
    List<Trial> trials = SimulatedStudy.trials(steps);
    for (int id = 0; id < trials.size(); id++) {
      Trial trial = trials.get(id);
      assertThat(trial.id()).isEqualTo(id);
      assertThat(study.space().contains(trial.params())).as(trial.toString()).isTrue();
      assertThat(trial.budget()).isLessThanOrEqualTo(SimulatedStudy.BUDGET);
      trial
          .parent()
          .ifPresent(p -> assertThat(trial.budget()).isGreaterThan(trials.get(p).budget()));
    }
    assertComplete(algorithm, study, steps);
  }

  /**
   * No point comes twice but in a child, which goes on with its parent's; and the study has all its
   * trials, or else all points of its space.
   */
  private static void assertComplete(String algorithm, SimulatedStudy study, List<Step> steps) {
    List<Params> points = SimulatedStudy.basePoints(steps);
    assertThat(points).doesNotHaveDuplicates();
    List<Trial> trials = SimulatedStudy.trials(steps);
    if (trials.size() < study.trials()) {
      long seen = trials.stream().map(Trial::params).distinct().count();
      assertThat(pointsOf(algorithm, study).size()).contains(BigInteger.valueOf(seen));
    }
  }

  /** How many points there are to come, as far as the study's trials reach. */
  private static int reachable(String algorithm, SimulatedStudy study) {
    BigInteger most = BigInteger.valueOf(study.trials());
    return pointsOf(algorithm, study)
        .size()
        .map(size -> size.min(most))
        .orElse(most)
        .intValueExact();
  }

  /** Grid search has no other points than those of its grid. */
  private static SearchSpace pointsOf(String algorithm, SimulatedStudy study) {
    return algorithm.equals("grid") ? GridSearcher.grid(study.space(), p -> 5) : study.space();
  }

  @ParameterizedTest
  @MethodSource("algorithmsAndSpaces")
  void proposingChangesNothing(String algorithm, String name) {
    SimulatedStudy study = study(name, 3);
    List<Step> once = study.run(study.searcher(algorithm), study::mixed);
    List<Step> often = study.run(new Repeating(study.searcher(algorithm)), study::mixed);
    assertThat(often).isEqualTo(once);
  }

  /** Asks for this trial and other ones a few times before it takes the answer. */
  private record Repeating(Searcher searcher) implements Searcher {
    @Override
    public Optional<Trial> propose(int id) {
      searcher.propose(id);
      searcher.propose(id + 7);
      return searcher.propose(id);
    }

    @Override
    public void asked(Trial trial) {
      searcher.asked(trial);
    }

    @Override
    public void told(Trial trial, Outcome outcome) {
      searcher.told(trial, outcome);
    }
  }

  @ParameterizedTest
  @MethodSource("algorithmsAndSpaces")
  void restoredFromAnyPrefixItGoesOnAsUninterrupted(String algorithm, String name) {
    SimulatedStudy study = study(name, 3);
    List<Step> steps = study.run(study.searcher(algorithm), study::mixed);
    int asked = 0;
    for (int length = 0; length < steps.size(); length++) {
      if (steps.get(length).outcome().isPresent()) {
        continue;
      }
      Searcher restored = study.searcher(algorithm);
      steps.subList(0, length).forEach(step -> step.applyTo(restored));
      assertThat(restored.propose(asked)).contains(steps.get(length).trial());
      asked++;
    }
  }

  @ParameterizedTest
  @MethodSource("algorithmsAndSpaces")
  void anyOrderOfOutcomesIsLearned(String algorithm, String name) {
    for (long order = 0; order < 5; order++) {
      SimulatedStudy study = new SimulatedStudy(Spaces.of(name), order, TRIALS, 16);
      List<Step> steps = study.run(study.searcher(algorithm), study::mixed);
      assertComplete(algorithm, study, steps);
    }
  }

  @ParameterizedTest
  @MethodSource("algorithmsAndSpaces")
  void failuresOnlyNeverEndTheSearch(String algorithm, String name) {
    SimulatedStudy study = study(name, 5);
    List<Step> steps = study.run(study.searcher(algorithm), trial -> new Outcome.Failed("lost"));
    assertComplete(algorithm, study, steps);
  }

  @ParameterizedTest
  @MethodSource("algorithmsAndSpaces")
  void infeasibleTrialsOnlyNeverEndTheSearch(String algorithm, String name) {
    SimulatedStudy study = study(name, 5);
    List<Step> steps = study.run(study.searcher(algorithm), trial -> new Outcome.Infeasible("NaN"));
    assertComplete(algorithm, study, steps);
  }

  /**
   * A failed trial leaves no more behind than that its point is not asked again, and its parent not
   * gone on with in the same way.
   */
  @ParameterizedTest
  @MethodSource("learners")
  void failedTrialsAreNotLearnedFrom(String algorithm) {
    SimulatedStudy study = study("conditional", 1);
    List<Step> steps = study.run(study.searcher(algorithm), study::mixed);
    Searcher told = study.searcher(algorithm);
    Searcher spared = study.searcher(algorithm);
    for (Step step : steps) {
      step.applyTo(told);
      boolean failed = study.mixed(step.trial()) instanceof Outcome.Failed;
      if (!failed || step.trial().parent().isPresent()) {
        step.applyTo(spared);
      }
    }
    assertThat(spared.propose(TRIALS)).isEqualTo(told.propose(TRIALS));
  }

  /** Known params that the user put first come without the searcher's notes. */
  @ParameterizedTest
  @MethodSource("algorithmsAndSpaces")
  void trialsOfOthersAreLearned(String algorithm, String name) {
    SimulatedStudy study = study(name, 3);
    Searcher searcher = study.searcher(algorithm);
    List<Step> others = study.run(study.searcher("random"), study::mixed);
    others.subList(0, others.size() / 2).forEach(step -> step.applyTo(searcher));
    Set<Params> points = new HashSet<>();
    SimulatedStudy.trials(others.subList(0, others.size() / 2))
        .forEach(trial -> points.add(trial.params()));
    for (int id = points.size(); points.size() < reachable(algorithm, study); id++) {
      Trial trial = searcher.propose(id).orElseThrow();
      searcher.asked(trial);
      searcher.told(trial, study.mixed(trial));
      boolean unseen = points.add(trial.params());
      assertThat(unseen || trial.parent().isPresent()).as(trial.toString()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void anotherSeedGivesOtherProposals(String algorithm) {
    SimulatedStudy one = new SimulatedStudy(Spaces.of("reals"), 1, TRIALS, 1);
    SimulatedStudy two = new SimulatedStudy(Spaces.of("reals"), 2, TRIALS, 1);
    assertThat(one.searcher(algorithm).propose(0)).isNotEqualTo(two.searcher(algorithm).propose(0));
  }

  /** Trials of a long study: of those that model the loss at a cost of milliseconds, fewer. */
  private static int many(String algorithm) {
    return algorithm.equals("gp") ? 200 : 10_000;
  }

  /** Work that grows with the square of the trials would take hours. */
  @ParameterizedTest
  @MethodSource("algorithms")
  void manyTrialsStayCheap(String algorithm) {
    SimulatedStudy study = new SimulatedStudy(Spaces.box(10, -5, 5), 3, many(algorithm), 8);
    List<Step> steps =
        study.run(
            study.searcher(algorithm), trial -> Outcome.Scored.of(study.distance(trial.params())));
    assertThat(steps).hasSize(2 * many(algorithm));
  }

  /** Every point of a large space is found, the last ones as cheaply as the first. */
  @ParameterizedTest
  @MethodSource("algorithms")
  void aLargeSpaceIsExhaustedPointByPoint(String algorithm) {
    SearchSpace grid =
        Spaces.space(
            Spaces.integer("a", 1, 100, false),
            Spaces.integer("b", 1, many(algorithm) / 100, true));
    SimulatedStudy study = new SimulatedStudy(grid, 3, 2 * many(algorithm), 8);
    List<Step> steps = study.run(study.searcher(algorithm), study::mixed);
    assertComplete(algorithm, study, steps);
  }
}
