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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.CauchyDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

class DifferentialEvolutionSearcherTest {

  /** Below this probability a sample does not come from its distribution. */
  private static final double LEVEL = 0.001;

  private static final SearchSpace LINE = Spaces.box(1, 0, 1);

  private final Searcher searcher = searcher("{population = 4, best = 0, adaptation = 1}");
  private int told;

  private static Searcher searcher(String settings) {
    return DifferentialEvolutionSearcher.create(
        new SearchContext(LINE, 3, 100, 1, 1, List.of(new Goal("value", false))),
        Sections.resolved(settings, "search.differential-evolution"));
  }

  private void tell(double x, double loss, Map<String, Object> note) {
    Trial trial = new Trial(told++, new Params(Map.of("x0", x)), 1, new Note(note));
    searcher.asked(trial);
    searcher.told(trial, Outcome.Scored.of(loss));
  }

  /** The population after the first design: best first. */
  private List<Double> fourIndividuals() {
    List<Double> individuals = List.of(0.40, 0.43, 0.51, 0.62);
    for (int i = 0; i < 4; i++) {
      tell(individuals.get(i), i, Map.of("target", (long) i));
    }
    return individuals;
  }

  private double[] notes(String key, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> searcher.propose(told + i).orElseThrow().note().find(key).orElseThrow())
        .mapToDouble(value -> (Double) value)
        .toArray();
  }

  /** Checks that a trial is x + K (best − x) + F (r1 − r2) for some of these and K in [F, 1]. */
  private void assertIsVector(int id, double x, List<Double> population, List<Double> archive) {
    Trial trial = searcher.propose(id).orElseThrow();
    double f = (Double) trial.note().find("f").orElseThrow();
    double point = trial.params().real("x0");
    double way = population.get(0) - x;
    boolean found = false;
    for (double plus : population) {
      for (double minus : Stream.concat(population.stream(), archive.stream()).toList()) {
        double moved = point - x - f * (plus - minus);
        boolean pulled =
            way == 0 ? Math.abs(moved) < 1e-9 : moved / way > f - 1e-9 && moved / way < 1 + 1e-9;
        found |= plus != x && minus != x && plus != minus && pulled;
      }
    }
    // With F = 1 a vector may be an individual, which is mutated instead of asked again.
    assertThat(found || f == 1).as(trial.toString()).isTrue();
  }

  @Test
  void aTrialVectorIsTheTargetMovedTowardsTheBestAndAlongADifference() {
    List<Double> individuals = fourIndividuals();
    for (int id = told; id < told + 100; id++) {
      assertThat(searcher.propose(id).orElseThrow().note().find("target"))
          .contains((long) (id % 4));
      assertIsVector(id, individuals.get(id % 4), individuals, List.of());
    }
  }

  @Test
  void factorsAndProbabilitiesAreSpreadAboutTheirMeans() {
    fourIndividuals();
    KolmogorovSmirnovTest test = new KolmogorovSmirnovTest();
    assertThat(test.kolmogorovSmirnovTest(new NormalDistribution(0.5, 0.1), notes("cr", 2000)))
        .isGreaterThan(LEVEL);
    CauchyDistribution cauchy = new CauchyDistribution(0.5, 0.1);
    double[] f = notes("f", 2000);
    double low = cauchy.cumulativeProbability(0);
    assertThat(Arrays.stream(f).allMatch(factor -> factor > 0 && factor <= 1)).isTrue();
    double[] quantiles =
        Arrays.stream(f)
            .filter(factor -> factor < 1)
            .map(factor -> cauchy.cumulativeProbability(factor))
            .toArray();
    assertThat(
            test.kolmogorovSmirnovTest(
                new UniformRealDistribution(low, cauchy.cumulativeProbability(1)), quantiles))
        .isGreaterThan(LEVEL);
  }

  @Test
  void theMeansMoveToWhatMadeImprovements() {
    fourIndividuals();
    tell(0.1, -1, Map.of("target", 0L, "f", 0.9, "cr", 0.2));
    tell(0.2, -2, Map.of("target", 1L, "f", 0.3, "cr", 0.4));
    tell(0.3, 99, Map.of("target", 2L, "f", 0.01, "cr", 1.0));
    tell(0.35, 99, Map.of("target", 3L, "f", 0.01, "cr", 1.0));
    double[] f = Arrays.stream(notes("f", 2001)).sorted().toArray();
    assertThat(f[1000]).as("Lehmer mean").isCloseTo((0.81 + 0.09) / (0.9 + 0.3), within(0.02));
    assertThat(Arrays.stream(notes("cr", 2000)).average().orElseThrow())
        .isCloseTo(0.3, within(0.01));
  }

  @Test
  void aTrialTakesItsTargetsPlaceIfItIsNoWorse() {
    fourIndividuals();
    tell(0.11, 4, Map.of("target", 3L));
    tell(0.12, 3, Map.of("target", 3L));
    tell(0.13, 1, Map.of("target", 1L));
    List<Double> individuals = List.of(0.40, 0.13, 0.51, 0.12);
    for (int id = 8; id < 100; id++) {
      assertIsVector(id, individuals.get(id % 4), individuals, List.of(0.43, 0.62));
    }
  }

  @Test
  void knownPointsTakeTheEmptyPlacesAndThenThatOfTheWorst() {
    tell(0.40, 0, Map.of());
    tell(0.43, 1, Map.of());
    tell(0.51, 2, Map.of());
    tell(0.62, 9, Map.of());
    tell(0.80, 3, Map.of());
    List<Double> individuals = List.of(0.40, 0.43, 0.51, 0.80);
    for (int id = 8; id < 100; id++) {
      assertIsVector(id, individuals.get(id % 4), individuals, List.of(0.62));
    }
  }
}
