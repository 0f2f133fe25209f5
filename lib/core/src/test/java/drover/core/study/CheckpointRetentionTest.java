package drover.core.study;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Continuation;
import drover.core.Note;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.Trial;
import drover.core.TrialRun;
import drover.core.journal.End;
import drover.core.journal.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointRetentionTest {

  private static final Instant AT = Instant.parse("2026-11-22T15:00:00Z");

  @TempDir Path root;
  private final Set<Integer> continued = new HashSet<>();
  private final StudyState state = new StudyState();

  @Test
  void runningTrialsTheirParentsAndThoseThatMayBeContinuedAreKept() throws Exception {
    CheckpointRetention retention = retention(0);
    continued.add(0);
    continued.add(1);
    happen(retention, asked(0), asked(1), asked(2));
    save(0, 1, 2);
    happen(retention, told(0, 1), told(1, 1));
    assertThat(saved()).containsExactlyInAnyOrder("0", "1", "2");

    continued.remove(0);
    happen(retention, asked(3, 0), told(2, 1));
    assertThat(saved()).as("3 starts from 0").containsExactlyInAnyOrder("0", "1");

    save(3);
    happen(retention, told(3, 1));
    assertThat(saved()).containsExactly("1");
  }

  @Test
  void whatLostExecutorsAndDriversLeftGoesAtTheStartAndAtTheEnd() throws Exception {
    state.apply(asked(0));
    state.apply(told(0, 0));
    state.apply(asked(1));
    save(0, 1);
    CheckpointRetention retention = retention(0);
    happen(retention, new Event.Driver(AT, "1", "1@host"));
    assertThat(saved()).containsExactly("1");
    happen(retention, told(1, 0));
    save(0);
    happen(retention, new Event.Ended(AT, new End(End.State.COMPLETE, End.TRIALS, 0)));
    assertThat(saved()).isEmpty();
  }

  /** Trials are the better, the lower their ids. */
  @Test
  void thoseOfTheBestAreKeptForGood() throws Exception {
    CheckpointRetention retention = retention(2);
    happen(retention, asked(0), asked(1), asked(2), asked(3));
    save(0, 1, 2, 3);
    happen(retention, told(3, 1));
    happen(retention, told(1, 1));
    assertThat(saved()).containsExactlyInAnyOrder("0", "1", "2", "3");
    happen(retention, told(2, 1));
    assertThat(saved()).containsExactlyInAnyOrder("0", "1", "2");
    happen(retention, told(0, 1));
    happen(retention, new Event.Ended(AT, new End(End.State.COMPLETE, End.TRIALS, 0)));
    assertThat(saved()).containsExactlyInAnyOrder("0", "1");

    happen(retention(1), new Event.Driver(AT, "1", "2@host"));
    assertThat(saved()).containsExactly("0");
  }

  private CheckpointRetention retention(int best) throws IOException {
    StudyFolder folder = StudyFolder.of(root.toString(), "study", new Configuration());
    return new CheckpointRetention(folder, best, continued::contains);
  }

  private void happen(CheckpointRetention retention, Event... events) {
    List.of(events).forEach(state::apply);
    retention.progressed(state, RunningTrials.NONE, List.of(events));
  }

  private static Event asked(int id, Integer... parent) {
    OptionalInt from = List.of(parent).stream().mapToInt(Integer::intValue).findFirst();
    return new Event.Asked(new Trial(id, Params.EMPTY, 9, from, Note.EMPTY), 0);
  }

  private static Event told(int id, int offered) {
    return new Event.Told(
        id,
        1,
        new TrialRun(
            Outcome.Scored.of(id),
            List.of(),
            "driver",
            AT,
            Duration.ZERO,
            false,
            new Continuation(0, offered, List.of())));
  }

  private void save(Integer... ids) throws IOException {
    for (int id : ids) {
      Path folder = Files.createDirectories(root.resolve("study/checkpoints/" + id));
      Files.writeString(folder.resolve("1-1-x.checkpoint"), "weights");
    }
  }

  private List<String> saved() throws IOException {
    try (var files = Files.list(root.resolve("study/checkpoints"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
