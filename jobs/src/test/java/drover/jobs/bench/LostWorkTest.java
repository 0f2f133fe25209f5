package drover.jobs.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import drover.core.Cause;
import drover.core.Continuation;
import drover.core.Note;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.Trial;
import drover.core.TrialRun;
import drover.core.journal.Event;
import drover.core.study.StudyState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class LostWorkTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Event FIRST = new Event.Driver(NOON, "1", "1@host");

  /** Ten epochs of a second each. */
  private static final StudyState CALM =
      StudyState.of(List.of(FIRST, asked(0), asked(1), told(0, 1, 0, 10), told(1, 1, 0, 10)));

  @Test
  void withoutKillsNothingIsLost() {
    List<Event> events =
        List.of(FIRST, asked(0), started(0, 1, 0), told(0, 1, 0, 12), asked(1), told(1, 1, 0, 12));
    assertThat(LostWork.share(events, new TreeSet<>(), CALM)).isZero();
  }

  /** An executor dies after 5 s of trial 0, which had saved 4 epochs. */
  @Test
  void whatCheckpointsSavedIsNotLost() {
    List<Event> events =
        List.of(
            FIRST,
            asked(0),
            asked(1),
            started(0, 1, 0),
            started(1, 1, 0),
            new Event.Stopped(0, 1, "killed", false, Optional.of(Cause.EXECUTOR_LOST), 4),
            started(0, 2, 9),
            told(1, 1, 0, 10),
            told(0, 2, 4, 6));
    assertThat(LostWork.share(events, kills(5), CALM)).isEqualTo(1.0 / 21, within(1e-9));
  }

  /** A driver dies after 8 s, and with it two trials of which one had saved 3 epochs. */
  @Test
  void aKilledDriverLosesAllThatRan() {
    List<Event> events =
        List.of(
            FIRST,
            asked(0),
            asked(1),
            started(0, 1, 0),
            started(1, 1, 2),
            new Event.Driver(NOON.plusSeconds(11), "1", "2@host"),
            started(0, 2, 14),
            started(1, 2, 14),
            told(0, 2, 3, 7),
            told(1, 2, 0, 10));
    assertThat(LostWork.share(events, kills(8), CALM)).isEqualTo(11.0 / 31, within(1e-9));
  }

  private static NavigableSet<Instant> kills(int second) {
    return new TreeSet<>(List.of(NOON.plusSeconds(second)));
  }

  private static Event asked(int id) {
    return new Event.Asked(new Trial(id, Params.EMPTY, 10, Note.EMPTY), 0);
  }

  private static Event started(int id, int attempt, int second) {
    return new Event.Started(id, attempt, "0 (host)", NOON.plusSeconds(second));
  }

  private static Event told(int id, int attempt, int from, int seconds) {
    return new Event.Told(
        id,
        attempt,
        new TrialRun(
            Outcome.Scored.of(0.5),
            List.of(),
            "0 (host)",
            NOON,
            Duration.ofSeconds(seconds),
            false,
            new Continuation(from, 10, List.of())));
  }
}
