package drover.core.study;

import drover.core.Cause;
import drover.core.Outcome;
import drover.core.Report;
import drover.core.Trial;
import drover.core.TrialRun;
import drover.core.journal.End;
import drover.core.journal.Event;
import drover.core.study.FailurePolicy.Reaction;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the trials in flight bring, and what becomes of it. For the study's own thread. */
final class Arrivals implements InFlight.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);

  private final FailurePolicy policy;
  private final Journaling journaling;
  private final Learning learning;
  private final Clock clock;
  private final Consumer<Trial> again;
  private Optional<End> end = Optional.empty();
  private Optional<Throwable> broken = Optional.empty();

  /**
   * @param again takes a trial that is to run again
   */
  Arrivals(
      FailurePolicy policy,
      Journaling journaling,
      Learning learning,
      Clock clock,
      Consumer<Trial> again) {
    this.policy = policy;
    this.journaling = journaling;
    this.learning = learning;
    this.clock = clock;
    this.again = again;
  }

  /** The end that a trial has brought upon the study, if one has. */
  Optional<End> end() {
    return end;
  }

  /** Why no trial can run any more, if so. */
  Optional<Throwable> broken() {
    return broken;
  }

  @Override
  public void started(int id, int attempt, String executor) {
    journaling.note(new Event.Started(id, attempt, executor, clock.instant()));
  }

  @Override
  public void finished(Trial trial, int attempt, TrialRun run) {
    if (run.outcome() instanceof Outcome.Failed failed) {
      failed(trial, attempt, run, failed);
    } else {
      tell(trial, attempt, run);
    }
  }

  @Override
  public void broken(Throwable failure) {
    broken = Optional.of(failure);
  }

  private void tell(Trial trial, int attempt, TrialRun run) {
    journaling.note(new Event.Told(trial.id(), attempt, run));
    learning.told(trial.id(), run);
  }

  private void failed(Trial trial, int attempt, TrialRun run, Outcome.Failed failed) {
    int step = run.curve().stream().mapToInt(Report::step).max().orElse(0);
    TrialRecord before = journaling.state().trials().get(trial.id());
    Reaction reaction = policy.to(failed.cause(), before, step);
    if (reaction == Reaction.FAIL) {
      LOG.warn("Trial {} failed in attempt {}: {}", trial.id(), attempt, failed.reason());
      tell(trial, attempt, run);
      return;
    }
    boolean counts = reaction == Reaction.RETRY;
    Optional<Cause> cause = Optional.of(failed.cause());
    journaling.note(new Event.Stopped(trial.id(), attempt, failed.reason(), counts, cause, step));
    if (reaction == Reaction.STOP) {
      LOG.error("No trial of the study can run; trial {}: {}", trial.id(), failed.reason());
      end = end.or(() -> Optional.of(End.unusable("trial " + trial.id() + ": " + failed.reason())));
    } else {
      LOG.warn("Trial {} runs again after attempt {}: {}", trial.id(), attempt, failed.reason());
      again.accept(trial);
    }
  }
}
