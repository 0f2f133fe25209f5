package drover.core;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One attempt at a trial, from its start to its end.
 *
 * @param outcome what became of it
 * @param curve its reports, in the order of their steps
 * @param executor where it ran, as a person would look for it: {@code driver}, {@code 3 (host)}
 * @param started when it began to run, by the executor's clock
 * @param elapsed how long it ran
 * @param model true if it left a model that was to be kept in the study's folder; whether it is
 *     there only the folder can say
 * @param continuation where it took up its training, and what it left to take up
 */
public record TrialRun(
    Outcome outcome,
    List<Report> curve,
    String executor,
    Instant started,
    Duration elapsed,
    boolean model,
    Continuation continuation) {
  public TrialRun {
    curve = List.copyOf(curve);
  }

  /** A run without checkpoints. */
  public TrialRun(
      Outcome outcome,
      List<Report> curve,
      String executor,
      Instant started,
      Duration elapsed,
      boolean model) {
    this(outcome, curve, executor, started, elapsed, model, Continuation.NONE);
  }

  /**
   * The same without its reports, which the journal has: a state of many trials is to stay small.
   */
  public TrialRun withoutCurve() {
    return new TrialRun(outcome, List.of(), executor, started, elapsed, model, continuation);
  }
}
