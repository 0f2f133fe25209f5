package drover.core.study;

import drover.core.journal.Event;
import drover.core.json.Json;
import drover.core.report.StatusJson;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps {@code status.json}: at most once a second, and as a sign of life when nothing happens. */
public final class StatusWriter implements StudyListener {

  private static final Logger LOG = LoggerFactory.getLogger(StatusWriter.class);
  private static final String FILE = "status.json";
  private static final Duration BUSY = Duration.ofSeconds(1);
  private static final Duration IDLE = Duration.ofSeconds(10);

  private final StudyFolder folder;
  private final Clock clock;
  private Instant written = Instant.EPOCH;
  private List<RunningTrial> shown = List.of();
  private boolean changed;

  /** A writer that has not written yet. */
  public StatusWriter(StudyFolder folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  @Override
  public void progressed(StudyState state, RunningTrials running, List<Event> events) {
    changed |= !events.isEmpty();
    Duration since = Duration.between(written, clock.instant());
    boolean due =
        since.compareTo(IDLE) >= 0
            || (since.compareTo(BUSY) >= 0 && (changed || !running.now().equals(shown)));
    if (due || state.ended().isPresent()) {
      write(state, running.now());
    }
  }

  /** Whoever waits for the study is to know that nobody works on it. */
  @Override
  public void failed(StudyState state, RunningTrials running) {
    write(state, running.now());
  }

  /**
   * The journal is the truth: a status that cannot be written is reported, and the study goes on.
   */
  private void write(StudyState state, List<RunningTrial> running) {
    written = clock.instant();
    shown = running;
    changed = false;
    try {
      folder.write(FILE, Json.text(StatusJson.of(state, running, written)) + "\n");
    } catch (IOException e) {
      LOG.warn("Could not write {} in {}", FILE, folder.display(), e);
    }
  }
}
