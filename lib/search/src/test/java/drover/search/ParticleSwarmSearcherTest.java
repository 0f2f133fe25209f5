package drover.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import drover.core.Goal;
import drover.core.Note;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.Trial;
import drover.core.config.Sections;
import drover.core.space.SearchSpace;
import drover.search.ParticleSwarmSearcher.Settings;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

class ParticleSwarmSearcherTest {

  /** Below this probability a sample does not come from its distribution. */
  private static final double LEVEL = 0.001;

  private static Searcher searcher(SearchSpace space, String settings) {
    return ParticleSwarmSearcher.create(
        new SearchContext(space, 5, 100, 1, 1, List.of(new Goal("value", false))),
        Sections.resolved(settings, "search.particle-swarm"));
  }

  private static Note note(long particle, List<Double> place, List<Double> velocity) {
    return new Note(Map.of("particle", particle, "place", place, "velocity", velocity));
  }

  private static void tell(Searcher searcher, int id, Params params, Note note, double loss) {
    Trial trial = new Trial(id, params, 1, note);
    searcher.asked(trial);
    searcher.told(trial, Outcome.Scored.of(loss));
  }

  private static double number(Trial trial, String key) {
    List<?> numbers = (List<?>) trial.note().find(key).orElseThrow();
    return (Double) numbers.get(0);
  }

  private static Params x(double value) {
    return new Params(Map.of("x0", value));
  }

  @Test
  void theConstrictionIsThatOfClercAndKennedy() {
    assertThat(new Settings(8, 1, 2.05, 2.05).constriction()).isCloseTo(0.7298, within(5e-5));
    assertThat(new Settings(8, 0.8, 2.05, 2.05).constriction())
        .isCloseTo(0.8 * 0.7298, within(5e-5));
    assertThat(new Settings(8, 0.9, 2, 2).constriction()).isEqualTo(0.9);
  }

  @Test
  void theVelocityFollowsTheEquation() {
    RandomGenerator half =
        new RandomGenerator() {
          @Override
          public long nextLong() {
            return Long.MIN_VALUE; // the number 0.5
          }
        };
    // 0.7298 · (0.1 + 2.05 · 0.5 · 0.2 + 2.05 · 0.5 · (−0.4)) = 0.7298 · (−0.105)
    assertThat(new Settings(8, 1, 2.05, 2.05).velocity(0.1, 0.2, -0.4, half))
        .isCloseTo(-0.07663, within(1e-5));
  }

  @Test
  void aParticleGoesOnFromItsNoteTowardsTheBestPointsKnown() {
    Searcher searcher = searcher(Spaces.box(1, 0, 1), "{particles = 2, kappa = 1}");
    tell(searcher, 0, x(0.5), note(0, List.of(0.5), List.of(0.05)), 1);
    tell(searcher, 1, x(0.6), note(1, List.of(0.6), List.of(0.0)), 0);
    double chi = new Settings(2, 1, 2.05, 2.05).constriction();
    double[] pulls =
        IntStream.range(1, 2001)
            .mapToObj(i -> searcher.propose(2 * i).orElseThrow())
            .mapToDouble(
                trial -> {
                  double velocity = number(trial, "velocity");
                  assertThat(trial.params().real("x0")).isCloseTo(0.5 + velocity, within(1e-12));
                  return (velocity / chi - 0.05) / (2.05 * 0.1);
                })
            .toArray();
    assertThat(
            new KolmogorovSmirnovTest()
                .kolmogorovSmirnovTest(new UniformRealDistribution(0, 1), pulls))
        .isGreaterThan(LEVEL);
  }

  @Test
  void aParticleRemembersItsOwnBestPoint() {
    Searcher searcher = searcher(Spaces.box(1, 0, 1), "{particles = 1, best = 0, kappa = 1}");
    tell(searcher, 0, x(0.3), note(0, List.of(0.3), List.of(0.0)), 0);
    tell(searcher, 1, x(0.7), note(0, List.of(0.7), List.of(0.0)), 5);
    for (int id = 2; id < 50; id++) {
      // Without speed and with φ = 2.05, χ is κ: it moves at most 2.05 times the way.
      assertThat(searcher.propose(id).orElseThrow().params().real("x0")).isBetween(0.0, 0.7);
    }
  }

  @Test
  void aParticleTurnsBackAtABound() {
    Searcher searcher = searcher(Spaces.box(1, 0, 1), "{particles = 2, kappa = 1}");
    tell(searcher, 0, x(0.9), note(0, List.of(0.9), List.of(0.8)), 0);
    Trial trial = searcher.propose(2).orElseThrow();
    double chi = new Settings(2, 1, 2.05, 2.05).constriction();
    assertThat(trial.params().real("x0")).isEqualTo(1);
    assertThat(number(trial, "velocity")).isCloseTo(-chi * 0.8 / 2, within(1e-12));
  }

  @Test
  void aChoiceStaysOrTakesABestOptionByTheMeanWeights() {
    SearchSpace space =
        Spaces.space(Spaces.choice("c", "last", "own", "best"), Spaces.real("x", 0, 1, false));
    Searcher searcher = searcher(space, "{particles = 2, own = 1, best = 2}");
    tell(searcher, 0, new Params(Map.of("c", "own", "x", 0.5)), placed(0, 0.5), 1);
    tell(searcher, 1, new Params(Map.of("c", "best", "x", 0.6)), placed(1, 0.9), 0);
    tell(searcher, 2, new Params(Map.of("c", "last", "x", 0.7)), placed(0, 0.1), 2);
    long[] hits = new long[3];
    for (int i = 2; i < 3002; i++) {
      Params params = searcher.propose(2 * i).orElseThrow().params();
      hits[List.of("last", "own", "best").indexOf(params.text("c"))]++;
    }
    assertThat(new ChiSquareTest().chiSquareTest(new double[] {1, 0.5, 1}, hits))
        .isGreaterThan(LEVEL);
  }

  private static Note placed(long particle, double option) {
    return note(particle, List.of(option, 0.5), List.of(0.0, 0.0));
  }

  /** A parameter that is not active keeps its place until its option comes back. */
  @Test
  void inactiveParametersMoveAlong() {
    SearchSpace space = Spaces.of("conditional");
    Trial trial = searcher(space, "{}").propose(0).orElseThrow();
    assertThat((List<?>) trial.note().find("place").orElseThrow()).hasSize(5);
    for (int i = 0; i < 5; i++) {
      String name = space.parameters().get(i).name();
      Object value =
          space
              .parameters()
              .get(i)
              .at((Double) ((List<?>) trial.note().find("place").orElseThrow()).get(i));
      assertThat(trial.params().find(name).orElse(value)).isEqualTo(value);
    }
  }
}
