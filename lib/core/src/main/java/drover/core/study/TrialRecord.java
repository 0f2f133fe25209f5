package drover.core.study;

import drover.core.Cause;
import drover.core.Outcome;
import drover.core.Trial;
import drover.core.TrialRun;
import drover.core.journal.Event;
import java.util.Optional;

/**
 * What the journal says of one trial.
 *
 * @param trial the trial as it was asked
 * @param seen how many outcomes the searcher had learned from when it proposed the trial
 * @param attempt the number of the last attempt that began, 0 if none did
 * @param faults how many attempts the machinery broke that count
 * @param losses how many executors it lost in a row without getting further than before
 * @param furthest the last step that an attempt which broke had reported, 0 if none
 * @param running true if an attempt began that has not ended
 * @param executor where the last attempt ran, empty if none began
 * @param run how the trial came to its end, without its curve; or empty
 */
public record TrialRecord(
    Trial trial,
    int seen,
    int attempt,
    int faults,
    int losses,
    int furthest,
    boolean running,
    String executor,
    Optional<TrialRun> run) {

  /** One loss may be chance. */
  private static final int SUSPICIOUS = 2;

  static TrialRecord asked(Trial trial, int seen) {
    return new TrialRecord(trial, seen, 0, 0, 0, 0, false, "", Optional.empty());
  }

  TrialRecord started(int newAttempt, String newExecutor) {
    return new TrialRecord(
        trial, seen, newAttempt, faults, losses, furthest, true, newExecutor, run);
  }

  /** An attempt came to no outcome, as the event says. */
  TrialRecord stopped(Event.Stopped event) {
    boolean lost = event.cause().equals(Optional.of(Cause.EXECUTOR_LOST));
    return new TrialRecord(
        trial,
        seen,
        Math.max(attempt, event.attempt()),
        faults + (event.fault() ? 1 : 0),
        lost ? lossesAfter(event.step()) : losses,
        Math.max(furthest, event.step()),
        false,
        executor,
        run);
  }

  /** The attempt that runs will not end any more. */
  TrialRecord abandoned() {
    return stopped(new Event.Stopped(trial.id(), attempt, ""));
  }

  /**
   * The losses in a row, if the running attempt loses its executor now.
   *
   * @param step the last step that it reported, 0 if none
   */
  int lossesAfter(int step) {
    return step > furthest ? 1 : losses + 1;
  }

  /**
   * True if the trial may be what kills its executors: it lost two or more in a row without getting
   * further. So did those that were beside it.
   *
   * @param step the last step that the running attempt reported, 0 if none
   */
  boolean isSuspect(int step) {
    return losses >= SUSPICIOUS && step <= furthest;
  }

  TrialRecord told(int endedAttempt, TrialRun ended) {
    int last = Math.max(attempt, endedAttempt);
    return new TrialRecord(
        trial,
        seen,
        last,
        faults,
        losses,
        furthest,
        false,
        ended.executor(),
        Optional.of(ended.withoutCurve()));
  }

  /** How the trial came out, or empty if it has not ended. */
  public Optional<Outcome> outcome() {
    return run.map(TrialRun::outcome);
  }

  /** The score, or empty if there is none (yet). */
  public Optional<Outcome.Scored> score() {
    return outcome().filter(Outcome.Scored.class::isInstance).map(Outcome.Scored.class::cast);
  }

  /** True if the trial ended with a model, which the study's folder has unless it was lost. */
  public boolean hasModel() {
    return run.map(TrialRun::model).orElse(false);
  }

  /** True if the trial ended and its objective made checkpoints. */
  public boolean madeCheckpoints() {
    return run.map(ended -> ended.continuation().offered() > 0).orElse(false);
  }

  /** The state in one word, as {@code trials.csv} has it. */
  public String state() {
    return outcome().map(Outcome::state).orElse(running ? "running" : "asked");
  }
}
