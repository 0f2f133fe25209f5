package drover.jobs.study;

import drover.core.Note;
import drover.core.journal.Event;
import drover.core.report.ParamsText;
import drover.core.report.ProgressText;
import drover.core.study.RunningTrials;
import drover.core.study.StudyListener;
import drover.core.study.StudyState;
import drover.core.study.TrialRecord;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Shows a study's progress: on a terminal one line that is drawn again in place, elsewhere a plain
 * line now and then; and a line for every improvement in both.
 */
final class ProgressPrinter implements StudyListener {

  private static final Duration ON_TERMINAL = Duration.ofMillis(200);
  private static final Duration IN_FILE = Duration.ofSeconds(30);
  private static final String ERASE_LINE = "\r\u001b[K";

  private final PrintStream out;
  private final boolean terminal;
  private final ProgressText text;
  private final Clock clock;
  private Instant shown = Instant.EPOCH;
  private Optional<TrialRecord> best;

  /**
   * @param past how the study stood when this driver took over
   * @param terminal true if the stream understands control characters
   */
  ProgressPrinter(
      PrintStream out, boolean terminal, ProgressText text, StudyState past, Clock clock) {
    this.out = out;
    this.terminal = terminal;
    this.text = text;
    this.best = past.best();
    this.clock = clock;
  }

  @Override
  public void progressed(StudyState state, RunningTrials running, List<Event> events) {
    events.forEach(this::explain);
    Optional<TrialRecord> now = state.best();
    if (now.isPresent() && !now.map(this::isKnownBest).orElse(true)) {
      best = now;
      String params = ParamsText.of(now.get().trial().params());
      println("better: " + ProgressText.best(state, now.get()) + "  " + params);
    }
    boolean ended = state.ended().isPresent();
    boolean due =
        Duration.between(shown, clock.instant()).compareTo(terminal ? ON_TERMINAL : IN_FILE) >= 0;
    if (ended || (due && !state.trials().isEmpty())) {
      shown = clock.instant();
      show(text.line(state, running.now(), shown), ended);
    }
  }

  @Override
  public void failed(StudyState state, RunningTrials running) {
    progressed(state, running, List.of());
  }

  /** Says why a trial was asked, if its searcher wants that known. */
  private void explain(Event event) {
    if (event instanceof Event.Asked asked) {
      asked
          .trial()
          .note()
          .find(Note.REASON)
          .ifPresent(reason -> println("trial " + asked.trial().id() + ": " + reason));
    }
  }

  private boolean isKnownBest(TrialRecord record) {
    return best.map(known -> known.trial().id() == record.trial().id()).orElse(false);
  }

  private void println(String line) {
    out.println(terminal ? ERASE_LINE + line : line);
  }

  private void show(String line, boolean last) {
    if (terminal) {
      out.print(ERASE_LINE + line + (last ? System.lineSeparator() : ""));
    } else {
      out.println(line);
    }
    out.flush();
  }
}
