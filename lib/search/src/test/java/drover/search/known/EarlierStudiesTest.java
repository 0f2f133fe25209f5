package drover.search.known;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Outcome;
import drover.core.Params;
import drover.core.space.Int;
import drover.core.space.Parameter;
import drover.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

class EarlierStudiesTest {

  private static Parameter units(long low, long high) {
    return new Int("units", Optional.empty(), low, high, false, 1);
  }

  private static final SearchSpace SPACE = new SearchSpace(List.of(units(0, 99)));

  private static Params point(long units) {
    return new Params(Map.of("units", units));
  }

  /** An earlier study of these points, each with this loss. */
  private static EarlierStudy study(String name, LongToDoubleFunction loss, long... units) {
    Map<Params, Outcome> outcomes = new LinkedHashMap<>();
    for (long value : units) {
      outcomes.put(point(value), Outcome.Scored.of(loss.applyAsDouble(value)));
    }
    return EarlierStudy.of(name, SPACE, outcomes);
  }

  /** Tries all points there are, with these losses; in the order in which they came. */
  private static List<Long> tried(EarlierStudies known, LongToDoubleFunction loss) {
    List<Long> tried = new ArrayList<>();
    for (var next = known.next(); next.isPresent(); next = known.next()) {
      Params params = next.get().params();
      long units = (Long) params.get("units");
      tried.add(units);
      known.asked(params);
      known.told(params, Outcome.Scored.of(loss.applyAsDouble(units)));
    }
    return tried;
  }

  @Test
  void theBestComeFirstUpToTheLimit() {
    EarlierStudy study = study("a", x -> Math.abs(x - 30), 10, 20, 30, 40, 45);
    assertThat(tried(new EarlierStudies(List.of(study), 3), x -> x)).containsExactly(30L, 20L, 40L);
    assertThat(tried(new EarlierStudies(List.of(study), 9), x -> x)).hasSize(5);
  }

  @Test
  void whoWasRightIsHeardMore() {
    EarlierStudy right = study("right", x -> x, 1, 2, 3, 4, 5, 6, 7, 8);
    EarlierStudy wrong = study("wrong", x -> -x, 11, 12, 13, 14, 15, 16, 17, 18);
    List<Long> tried = tried(new EarlierStudies(List.of(wrong, right), 8), x -> x);
    assertThat(tried.stream().filter(x -> x < 10).count()).isGreaterThanOrEqualTo(5);
    assertThat(tried).contains(18L);
  }

  @Test
  void onlyScoredPointsThatLieInTheSpaceCount() {
    Map<Params, Outcome> outcomes = new LinkedHashMap<>();
    outcomes.put(point(100), Outcome.Scored.of(0));
    outcomes.put(point(5), Outcome.Scored.of(1));
    outcomes.put(point(6), new Outcome.Failed("lost"));
    outcomes.put(point(7), new Outcome.Infeasible("NaN"));
    outcomes.put(new Params(Map.of("other", 3L)), Outcome.Scored.of(0));
    assertThat(EarlierStudy.of("a", SPACE, outcomes).points()).containsExactly(point(5));
  }

  @Test
  void aParameterThatIsNewStandsInTheMiddle() {
    SearchSpace wider =
        new SearchSpace(List.of(units(0, 99), new Int("depth", Optional.empty(), 1, 3, false, 1)));
    EarlierStudy study = EarlierStudy.of("a", wider, Map.of(point(5), Outcome.Scored.of(1)));
    assertThat(study.points()).containsExactly(new Params(Map.of("units", 5L, "depth", 2L)));
  }
}
