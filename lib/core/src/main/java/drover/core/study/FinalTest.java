package drover.core.study;

import drover.core.Attempt;
import drover.core.Trial;
import drover.core.TrialRunner;
import drover.core.journal.Event;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures the best trial's model, once, on data that no searcher saw. */
final class FinalTest {

  private static final Logger LOG = LoggerFactory.getLogger(FinalTest.class);

  private final TrialRunner runner;
  private final Waiting waiting;

  /** How to wait for the runner. */
  interface Waiting {
    /** The future's value, or empty if the driver is to end at once. */
    <T> Optional<T> await(CompletableFuture<T> future)
        throws IOException, InterruptedException, ExecutionException;
  }

  FinalTest(TrialRunner runner, Waiting waiting) {
    this.runner = runner;
    this.waiting = waiting;
  }

  /** True if there is a best trial that left a model, and it was not tested. */
  static boolean isDue(StudyState state) {
    return state
        .best()
        .filter(TrialRecord::hasModel)
        .map(best -> state.tested().stream().noneMatch(test -> test.id() == best.trial().id()))
        .orElse(false);
  }

  /**
   * The measurement of the best trial, of no metrics if the objective has no such data; empty if it
   * is not due or could not be made.
   */
  Optional<Event.Tested> measure(StudyState state) throws IOException, InterruptedException {
    if (!isDue(state)) {
      return Optional.empty();
    }
    Trial best = state.best().orElseThrow().trial();
    try {
      return tested(best);
    } catch (ExecutionException lost) {
      LOG.warn("The model of trial {} is lost: training it again", best.id(), lost);
    }
    Attempt again = state.attempt(best, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    try {
      boolean trained = waiting.await(runner.start(again, executor -> {})).isPresent();
      return trained ? tested(best) : Optional.empty();
    } catch (ExecutionException broken) {
      LOG.error("Trial {} could not be tested", best.id(), broken);
      return Optional.empty();
    }
  }

  private Optional<Event.Tested> tested(Trial best)
      throws IOException, InterruptedException, ExecutionException {
    return waiting.await(runner.test(best)).map(metrics -> new Event.Tested(best.id(), metrics));
  }
}
