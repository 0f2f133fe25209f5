package drover.jobs.bench.search;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Note;
import drover.core.Outcome;
import drover.core.Randomness;
import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.Trial;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SearchProtocolTest {

  private static Problem branin() throws IOException {
    return ProblemFile.read(FormulaProblemTest.FOLDER.resolve("branin.json"), "").problem();
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

  private static List<String> calls(String mode) throws Exception {
    List<Recorder> made = new ArrayList<>();
    Progress progress =
        SearchProtocol.run(
            branin(),
            context -> {
              made.add(new Recorder(context));
              return made.get(0);
            },
            Mode.of(mode),
            3);
    assertThat(progress.count()).isEqualTo(200);
    List<Double> best = List.copyOf(progress.best().values());
    assertThat(best).hasSize(13);
    for (int i = 1; i < best.size(); i++) {
      assertThat(best.get(i)).isLessThanOrEqualTo(best.get(i - 1));
    }
    return made.get(0).calls;
  }

  @Test
  void oneTrialAtATime() throws Exception {
    assertThat(calls("seq200")).hasSize(400).startsWith("asked 0", "told 0", "asked 1", "told 1");
  }

  @Test
  void eightTrialsAtATimeAreToldInTheOrderAsked() throws Exception {
    List<String> calls = calls("bat200");
    assertThat(calls).hasSize(400);
    assertThat(calls.subList(0, 8)).allMatch(call -> call.startsWith("asked"));
    assertThat(calls.subList(8, 16)).startsWith("told 0", "told 1").endsWith("told 7");
    assertThat(calls.get(16)).isEqualTo("asked 8");
  }
}
