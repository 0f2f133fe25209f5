package drover.jobs.bench;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Note;
import drover.core.Outcome;
import drover.core.Randomness;
import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.Trial;
import drover.jobs.bench.SearchBench.Reached;
import drover.jobs.bench.SearchProtocol.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchBenchTest {

  @TempDir Path folder;

  private static Problem branin() throws IOException {
    return ProblemFile.read(Files.readString(ProblemFileTest.FOLDER.resolve("branin.json")));
  }

  /** Draws at random and writes down how it is called. */
  private static final class Recorder implements Searcher {
    private final SearchContext context;
    private final List<String> calls = new ArrayList<>();

    Recorder(SearchContext context) {
      this.context = context;
    }

    @Override
    public Optional<Trial> propose(int id) {
      return Optional.of(
          new Trial(id, context.space().sample(Randomness.of(1, id, "test")), 1, Note.EMPTY));
    }

    @Override
    public void asked(Trial trial) {
      calls.add("asked " + trial.id());
    }

    @Override
    public void told(Trial trial, Outcome outcome) {
      calls.add("told " + trial.id());
    }
  }

  private static List<String> calls(Mode mode) throws IOException {
    List<Recorder> made = new ArrayList<>();
    double[] best =
        SearchProtocol.run(
            branin(),
            context -> {
              made.add(new Recorder(context));
              return made.get(0);
            },
            mode,
            3);
    assertThat(best).hasSize(200);
    for (int i = 1; i < best.length; i++) {
      assertThat(best[i]).isLessThanOrEqualTo(best[i - 1]);
    }
    return made.get(0).calls;
  }

  @Test
  void oneTrialAtATime() throws IOException {
    assertThat(calls(Mode.SEQ200))
        .hasSize(400)
        .startsWith("asked 0", "told 0", "asked 1", "told 1");
  }

  @Test
  void eightTrialsAtATimeAreToldInTheOrderAsked() throws IOException {
    List<String> calls = calls(Mode.BAT200);
    assertThat(calls).hasSize(400);
    assertThat(calls.subList(0, 8)).allMatch(call -> call.startsWith("asked"));
    assertThat(calls.subList(8, 16)).startsWith("told 0", "told 1").endsWith("told 7");
    assertThat(calls.get(16)).isEqualTo("asked 8");
  }

  @Test
  void aRowForEachRunAndASummaryForEachSearcher() throws Exception {
    Path problems = Files.createDirectory(folder.resolve("problems"));
    for (String name : List.of("branin.json", "nk12x5.json")) {
      Files.copy(ProblemFileTest.FOLDER.resolve(name), problems.resolve(name));
    }
    Path csv = folder.resolve("results.csv");
    Map<String, Reached> reached = SearchBench.run(problems, List.of("random", "genetic"), 3, csv);

    List<String> lines = Files.readAllLines(csv);
    assertThat(lines.get(0))
        .isEqualTo(
            "set,problem,method,mode,seed,b1,b5,b10,b20,b30,b40,b50,b75,b100,b125,b150,b175,b200,cpu_s");
    assertThat(lines).hasSize(1 + 2 * 2 * 2 * 3);
    assertThat(lines).allMatch(line -> line.split(",", -1).length == 19);
    assertThat(lines).anyMatch(line -> line.startsWith("test,nk12x5,drover-genetic,bat200,2,"));

    Reached random = Objects.requireNonNull(reached.get("random"));
    Reached genetic = Objects.requireNonNull(reached.get("genetic"));
    assertThat(random.after200()).isLessThan(random.after50());
    assertThat(genetic.after200()).isLessThan(random.after200());
    assertThat(genetic.inBatches()).isLessThan(random.inBatches());
  }
}
