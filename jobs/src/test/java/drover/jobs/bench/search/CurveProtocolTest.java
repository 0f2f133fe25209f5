package drover.jobs.bench.search;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Note;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.Stopper;
import drover.core.Trial;
import drover.core.tabular.Table;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class CurveProtocolTest {

  private static final String JSON =
      """
      { "name": "curves", "direction": "minimise", "pool": true, "budget": 4, "objective": "loss",
        "parameters": [ { "name": "x", "low": 0, "high": 10 } ] }
      """;
  private static final String ROWS =
      """
      x,loss_0,loss_1,loss_2,loss_3
      0,9,8,7,6
      5,5,4,nan,nan
      10,8,3,2,3
      """;

  private static TableProblem problem() throws IOException {
    return TableProblem.of(Table.read("t.json", stream(JSON), "t.csv", stream(ROWS)));
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Trial trial(int id, double x, int budget) {
    return new Trial(id, new Params(Map.of("x", x)), budget, Note.EMPTY);
  }

  private static Trial child(int id, int parent, double x, int budget) {
    return new Trial(id, new Params(Map.of("x", x)), budget, OptionalInt.of(parent), Note.EMPTY);
  }

  /** Proposes what it is made with, and writes down what it is told. */
  private static final class Script implements Searcher {
    private final List<IntFunction<Trial>> trials;
    private final List<String> calls = new ArrayList<>();

    Script(List<IntFunction<Trial>> trials) {
      this.trials = trials;
    }

    @Override
    public Optional<Trial> propose(int id) {
      return id < trials.size() ? Optional.of(trials.get(id).apply(id)) : Optional.empty();
    }

    @Override
    public void asked(Trial trial) {
      calls.add("asked " + trial.id() + " at " + trial.params().real("x"));
    }

    @Override
    public void told(Trial trial, Outcome outcome) {
      String loss = outcome instanceof Outcome.Scored scored ? " " + scored.loss() : "";
      calls.add("told " + trial.id() + " " + outcome.state() + loss);
    }
  }

  private static Progress run(Script script, int points, int window, Optional<Stopper> stopper)
      throws IOException {
    return CurveProtocol.run(
        problem(), context -> script, context -> stopper, Mode.of("points" + points), window, 0);
  }

  @Test
  void aProposalTakesTheNearestFreeRowAndTheSearcherLearnsThat() throws IOException {
    Script script =
        new Script(List.of(id -> trial(id, 9, 4), id -> trial(id, 9, 4), id -> trial(id, 9, 4)));
    Progress progress = run(script, 100, 1, Optional.empty());
    assertThat(script.calls)
        .containsExactly(
            "asked 0 at 10.0",
            "told 0 scored 2.0",
            "asked 1 at 5.0",
            "told 1 infeasible",
            "asked 2 at 0.0",
            "told 2 scored 6.0");
    assertThat(progress.count()).isEqualTo(4 + 3 + 4); // the point at which it diverged costs too
    assertThat(progress.best()).containsEntry(1, 8.0).containsEntry(2, 3.0).containsEntry(5, 2.0);
    assertThat(progress.best()).containsEntry(100, 2.0); // no row is left
  }

  @Test
  void aChildCostsOnlyThePointsThatItsParentDidNotRead() throws IOException {
    Script script = new Script(List.of(id -> trial(id, 0, 2), id -> child(id, 0, 0, 3)));
    Progress progress = run(script, 50, 1, Optional.empty());
    assertThat(script.calls)
        .containsExactly(
            "asked 0 at 0.0", "told 0 scored 8.0", "asked 1 at 0.0", "told 1 scored 7.0");
    assertThat(progress.count()).isEqualTo(3);
  }

  @Test
  void aChildWithOtherParamsGoesOnAlongTheirCurve() throws IOException {
    Script script = new Script(List.of(id -> trial(id, 0, 2), id -> child(id, 0, 8, 4)));
    Progress progress = run(script, 50, 1, Optional.empty());
    assertThat(script.calls)
        .containsExactly(
            "asked 0 at 0.0", "told 0 scored 8.0", "asked 1 at 10.0", "told 1 scored 2.0");
    assertThat(progress.count()).isEqualTo(4);
  }

  @Test
  void trialsInFlightReadTheirPointsInTurn() throws IOException {
    Script script = new Script(List.of(id -> trial(id, 0, 2), id -> trial(id, 10, 1)));
    run(script, 50, 2, Optional.empty());
    assertThat(script.calls)
        .containsExactly(
            "asked 0 at 0.0", "asked 1 at 10.0", "told 1 scored 8.0", "told 0 scored 8.0");
  }

  @Test
  void aStoppedTrialIsPrunedAndCostsWhatItRead() throws IOException {
    Stopper second =
        new Stopper() {
          @Override
          public void learn(Trial trial, int step, double loss) {}

          @Override
          public boolean stops(Trial trial, NavigableMap<Integer, Double> curve) {
            return curve.lastKey() == 2;
          }
        };
    Script script = new Script(List.of(id -> trial(id, 10, 4)));
    Progress progress = run(script, 50, 1, Optional.of(second));
    assertThat(script.calls).containsExactly("asked 0 at 10.0", "told 0 pruned");
    assertThat(progress.count()).isEqualTo(2);
  }

  @Test
  void theRunEndsWithItsPoints() throws IOException {
    Script script = new Script(List.of(id -> trial(id, 0, 4), id -> trial(id, 10, 4)));
    Progress progress = run(script, 6, 1, Optional.empty());
    assertThat(progress.count()).isEqualTo(6);
    assertThat(progress.best()).containsEntry(6, 3.0);
    assertThat(script.calls).doesNotContain("told 1 scored 2.0");
  }

  @Test
  void regretIsAPartOfTheDistanceFromTheOptimumToTheWorstRow() throws IOException {
    TableProblem problem = problem();
    assertThat(problem.optimum()).isEqualTo(2);
    assertThat(problem.reference()).isEqualTo(6);
    assertThat(problem.regret(4)).isEqualTo(0.5);
  }

  @Test
  void aSearcherIsToldThatItMayRunSoManyFullCurves() throws IOException {
    SearchContext context = CurveProtocol.context(problem(), Mode.of("points40"), 3, 7);
    assertThat(context.trials()).isEqualTo(10);
    assertThat(context.budget()).isEqualTo(4);
    assertThat(context.window()).isEqualTo(3);
  }
}
