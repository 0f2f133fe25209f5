package drover.search;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Goal;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.Trial;
import drover.core.config.Mistakes;
import drover.core.config.Section;
import drover.core.config.Sections;
import drover.core.space.SearchSpace;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GridSearcherTest {

  private static Searcher grid(SearchSpace space, int trials, String settings) {
    return GridSearcher.create(
        new SearchContext(space, 6, trials, 1, 1, List.of(new Goal("value", false))),
        Sections.resolved(settings, "search.grid"));
  }

  private static List<Params> points(SearchSpace space, String settings) {
    SimulatedStudy study = new SimulatedStudy(space, 6, 2000, 3);
    return SimulatedStudy.trials(study.run(grid(space, 2000, settings), study::mixed)).stream()
        .map(Trial::params)
        .toList();
  }

  private static Set<Object> values(List<Params> points, String name) {
    return points.stream()
        .flatMap(point -> point.find(name).stream())
        .collect(Collectors.toCollection(java.util.TreeSet::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "one-point", "integers", "steps", "choices", "nested"})
  void everyPointOfADiscreteSpaceComesOnce(String name) {
    SearchSpace space = Spaces.of(name);
    List<Params> points = points(space, "{resolution = 100}");
    assertThat(points).doesNotHaveDuplicates().allMatch(space::contains);
    assertThat(Optional.of(java.math.BigInteger.valueOf(points.size()))).isEqualTo(space.size());
  }

  @Test
  void numbersTakeEvenlySpreadValuesFromBoundToBound() {
    SearchSpace space =
        Spaces.space(
            Spaces.real("rate", 1e-4, 1, true),
            Spaces.integer("units", 10, 90, false),
            Spaces.integer("layers", 1, 4, true));
    List<Params> points = points(space, "{}");
    assertThat(points).hasSize(5 * 5 * 4).doesNotHaveDuplicates();
    assertThat(values(points, "units")).containsExactly(10L, 30L, 50L, 70L, 90L);
    assertThat(values(points, "layers")).containsExactly(1L, 2L, 3L, 4L);
    assertThat(values(points, "rate"))
        .extracting(rate -> Math.round(Math.log10((Double) rate) * 1e9) / 1e9)
        .containsExactly(-4.0, -3.0, -2.0, -1.0, 0.0);
  }

  @Test
  void eachBranchIsEnumeratedByItself() {
    SearchSpace space = Spaces.of("conditional");
    List<Params> points = points(space, "{resolution = 3, resolutions { adam.rate = 7 }}");
    assertThat(points).hasSize(3 * (1 + 7 + 3 * 3)).doesNotHaveDuplicates();
    assertThat(points).allMatch(space::contains);
    assertThat(points.stream().filter(p -> p.text("updater").equals("adam"))).hasSize(3 * 7);
  }

  @Test
  void aPartOfTheGridIsSpreadOverIt() {
    List<Params> points = points(Spaces.box(3, 0, 1), "{resolution = 9}").subList(0, 64);
    for (String name : List.of("x0", "x1", "x2")) {
      assertThat(values(points, name)).hasSize(9);
      assertThat(points.stream().filter(p -> p.real(name) < 0.5).count()).isBetween(26L, 31L);
    }
  }

  @Test
  void knownPointsThatLieOnTheGridAreNotTriedAgain() {
    SearchSpace space = Spaces.box(1, 0, 4);
    Searcher grid = grid(space, 10, "{}");
    int id = 0;
    for (double known : new double[] {2.0, 2.5}) {
      grid.asked(
          new Trial(id++, new Params(java.util.Map.of("x0", known)), 1, drover.core.Note.EMPTY));
    }
    Set<Object> tried = new java.util.TreeSet<>();
    for (Optional<Trial> t = grid.propose(id); t.isPresent(); t = grid.propose(++id)) {
      grid.asked(t.get());
      grid.told(t.get(), Outcome.Scored.of(0));
      tried.add(t.get().params().get("x0"));
    }
    assertThat(tried).containsExactly(0.0, 1.0, 3.0, 4.0);
  }

  @Test
  void itSaysHowLargeTheGridIs() {
    SearchSpace space = Spaces.box(5, 0, 1);
    assertThat(grid(space, 5000, "{}").about()).isEqualTo("grid of 3,125 points");
    assertThat(grid(space, 100, "{}").about())
        .isEqualTo("grid of 3,125 points, of which the study tries 100, spread evenly");
    assertThat(grid(Spaces.box(100, 0, 1), 100, "{resolution = 10}").about())
        .startsWith("grid of 10,000,000,");
  }

  @Test
  void resolutionsThatMakeNoSenseAreMistakes() {
    Mistakes mistakes = new Mistakes();
    Section section =
        Sections.checking(
            "resolutions { units = 0, \"adam.raet\" = 3, updater = 2, adam { rate = 4 } }",
            "search.grid",
            mistakes);
    GridSearcher.create(
        new SearchContext(Spaces.of("conditional"), 6, 10, 1, 1, List.of(new Goal("value", false))),
        section);
    Sections.finish(section);
    assertThat(mistakes.found()).hasSize(3);
    assertThat(String.join("\n", mistakes.found()))
        .contains("resolutions: 'units' needs a whole number from 1 to 1000, not 0")
        .contains("no parameter is named 'adam.raet'; did you mean 'adam.rate'?")
        .contains("'updater' has a list of values, and the grid takes them all");
  }
}
