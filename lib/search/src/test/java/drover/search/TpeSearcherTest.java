package drover.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import drover.core.Note;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.Searcher;
import drover.core.Trial;
import drover.core.space.SearchSpace;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TpeSearcherTest {

  private static final SearchSpace LINE = Spaces.box(1, 0, 1);

  @Test
  void theBestFewTrialsAreGood() {
    assertThat(TpeSearcher.good(2, 0.1, 25)).isEqualTo(1);
    assertThat(TpeSearcher.good(10, 0.1, 25)).isEqualTo(1);
    assertThat(TpeSearcher.good(11, 0.1, 25)).isEqualTo(2);
    assertThat(TpeSearcher.good(200, 0.1, 25)).isEqualTo(20);
    assertThat(TpeSearcher.good(10_000, 0.1, 25)).isEqualTo(25);
    assertThat(TpeSearcher.good(2, 0.5, 25)).isEqualTo(1);
  }

  /** ln(3.5), ln(3.5 / 2) and ln(3.5 / 3), scaled to a sum of three. */
  @Test
  void weightsFallWithTheLogarithmOfTheRank() {
    assertThat(TpeSearcher.weights(1)).containsExactly(1);
    assertThat(TpeSearcher.weights(3))
        .containsExactly(new double[] {1.9111, 0.8537, 0.2352}, within(1e-4));
  }

  /** A searcher on the line that has learned trials at these points, and those only. */
  private static Searcher learned(long seed, ToDoubleFunction<Double> loss, double... points) {
    Searcher searcher = new SimulatedStudy(LINE, seed, 200, 8).searcher("tpe");
    for (int id = 0; id < points.length; id++) {
      Trial trial = trial(id, points[id]);
      searcher.asked(trial);
      searcher.told(trial, Outcome.Scored.of(loss.applyAsDouble(points[id])));
    }
    return searcher;
  }

  private static Trial trial(int id, double x) {
    return new Trial(id, new Params(Map.of("x0", x)), 1, Note.EMPTY);
  }

  private static double[] grid() {
    return IntStream.range(0, 20).mapToDouble(i -> (i + 0.5) / 20).toArray();
  }

  private static double proposed(Searcher searcher, int id) {
    return searcher.propose(id).orElseThrow().params().real("x0");
  }

  @Test
  void proposalsLieWhereGoodTrialsAreAndOthersAreNot() {
    List<Double> proposals =
        LongStream.range(0, 40)
            .mapToObj(seed -> proposed(learned(seed, x -> Math.abs(x - 0.7), grid()), 20))
            .toList();
    assertThat(proposals).allMatch(x -> Math.abs(x - 0.7) < 0.2);
  }

  /** Trials in flight at the good place keep the next ones away from it. */
  @Test
  void trialsInFlightCountAsBad() {
    double alone = 0;
    double inCompany = 0;
    for (long seed = 0; seed < 40; seed++) {
      Searcher searcher = learned(seed, x -> Math.abs(x - 0.7), grid());
      alone += Math.abs(proposed(searcher, 20) - 0.7) / 40;
      for (int id = 20; id < 27; id++) {
        searcher.asked(trial(id, 0.7 + (id - 23) / 200.0));
      }
      inCompany += Math.abs(proposed(searcher, 27) - 0.7) / 40;
    }
    assertThat(inCompany).isGreaterThan(1.5 * alone);
  }

  /** How many of the last trials take option a, if all with it come to one end and b scores. */
  private static long lastOfA(Outcome ofA) {
    SearchSpace space = Spaces.space(Spaces.choice("c", "a", "b"), Spaces.real("x", 0, 1, false));
    SimulatedStudy study = new SimulatedStudy(space, 4, 60, 2);
    List<Trial> trials =
        SimulatedStudy.trials(
            study.run(
                study.searcher("tpe"),
                trial ->
                    trial.params().text("c").equals("a")
                        ? ofA
                        : Outcome.Scored.of(1 + trial.params().real("x"))));
    return trials.subList(30, 60).stream()
        .filter(trial -> trial.params().text("c").equals("a"))
        .count();
  }

  @Test
  void infeasibleAndPrunedTrialsAreBad() {
    assertThat(lastOfA(new Outcome.Infeasible("NaN"))).isLessThan(8);
    assertThat(lastOfA(new Outcome.Pruned(0.5))).isLessThan(8);
    assertThat(lastOfA(Outcome.Scored.of(0.5))).isGreaterThan(22);
  }

  /** Only under adam there are good points, in a tenth of its rate's range. */
  @Test
  void theBestOptionAndItsOwnParametersAreFound() {
    SimulatedStudy study = new SimulatedStudy(Spaces.of("conditional"), 3, 100, 4);
    List<Trial> last =
        SimulatedStudy.trials(
                study.run(
                    study.searcher("tpe"),
                    trial ->
                        Outcome.Scored.of(
                            trial
                                .params()
                                .find("adam.rate")
                                .map(rate -> Math.abs(Math.log10((Double) rate) + 2.5))
                                .orElse(3.0))))
            .subList(60, 100);
    List<Double> rates =
        last.stream()
            .flatMap(trial -> trial.params().find("adam.rate").stream())
            .map(rate -> Math.log10((Double) rate))
            .toList();
    assertThat(rates).hasSizeGreaterThan(25);
    assertThat(rates.stream().filter(rate -> Math.abs(rate + 2.5) < 0.3).count())
        .isGreaterThan(rates.size() / 2);
  }
}
