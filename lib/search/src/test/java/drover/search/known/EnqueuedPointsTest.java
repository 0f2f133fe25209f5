package drover.search.known;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Outcome;
import drover.core.Params;
import drover.core.config.Mistakes;
import drover.core.config.Section;
import drover.core.config.Sections;
import drover.core.space.Choice;
import drover.core.space.Condition;
import drover.core.space.Int;
import drover.core.space.Real;
import drover.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class EnqueuedPointsTest {

  private static final SearchSpace SPACE =
      new SearchSpace(
          List.of(
              new Int("net.units", Optional.empty(), 8, 64, true, 1),
              new Choice("updater", Optional.empty(), List.of("sgd", "adam")),
              new Real(
                  "updater.adam.rate",
                  Optional.of(new Condition("updater", "adam")),
                  1e-4,
                  1,
                  true,
                  OptionalDouble.empty())));

  private final Mistakes mistakes = new Mistakes();

  private List<Params> points(String list) {
    Section search = Sections.checking("enqueue = " + list, "search", mistakes);
    EnqueuedPoints known = EnqueuedPoints.read(search, SPACE, 7);
    List<Params> points = new ArrayList<>();
    for (var next = known.next(); next.isPresent(); next = known.next()) {
      points.add(next.get().params());
      known.asked(next.get().params());
      known.told(next.get().params(), Outcome.Scored.of(1));
    }
    return points;
  }

  @Test
  void theyComeInTheOrderGivenAndEachOnce() {
    String first = "{ net.units = 8, updater = sgd }";
    String second = "{ net.units = 9, updater = sgd }";
    assertThat(points("[" + first + "," + second + "," + first + "]"))
        .extracting(Params::values)
        .containsExactly(
            Map.of("net.units", 8L, "updater", "sgd"), Map.of("net.units", 9L, "updater", "sgd"));
  }

  @Test
  void aParameterImpliesItsOptionAndWhatIsLeftOutIsDrawn() {
    assertThat(points("[ { updater.adam.rate = 1 } ]"))
        .singleElement()
        .satisfies(
            point -> {
              assertThat(SPACE.contains(point)).isTrue();
              assertThat(point.values())
                  .containsEntry("updater", "adam")
                  .containsEntry("updater.adam.rate", 1.0);
            });
  }

  @Test
  void whatTheSpaceDoesNotHaveIsAMistake() {
    assertThat(
            points(
                "[ { net.unit = 8 }, { net.units = 65 }, { \"updater\" = sgd, \"updater.adam.rate\" = 0.1 } ]"))
        .hasSize(3);
    assertThat(mistakes.found())
        .hasSize(3)
        .anySatisfy(
            text ->
                assertThat(text)
                    .contains("enqueue.0: there is no parameter 'net.unit'; did you mean"))
        .anySatisfy(text -> assertThat(text).contains("enqueue.1: 'net.units' = 65 is not in"))
        .anySatisfy(
            text ->
                assertThat(text)
                    .contains("enqueue.2: 'updater.adam.rate' exists only if updater = adam"));
  }
}
