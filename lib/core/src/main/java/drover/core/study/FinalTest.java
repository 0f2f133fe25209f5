package drover.core.study;

import drover.core.Attempt;
import drover.core.Cause;
import drover.core.LostModelException;
import drover.core.Outcome;
import drover.core.TestFailedException;
import drover.core.Trial;
import drover.core.TrialRun;
import drover.core.TrialRunner;
import drover.core.journal.Event;
import drover.core.study.FailurePolicy.Reaction;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the best trial's model, once, on data that no searcher saw. What the machinery breaks is
 * tried again as attempts at a trial are; a model that is lost is trained again.
 */
final class FinalTest {

  private static final Logger LOG = LoggerFactory.getLogger(FinalTest.class);

  private final TrialRunner runner;
  private final FailurePolicy policy;
  private final Waiting waiting;
  private final Attempt best;

  /** Counts what the machinery broke of this test. */
  private TrialRecord tries;

  /** How to wait for the runner. */
  interface Waiting {
    /** The future's value, or empty if the driver is to end at once. */
    <T> Optional<T> await(CompletableFuture<T> future)
        throws IOException, InterruptedException, ExecutionException;
  }

  /**
   * A test that {@linkplain #isDue is due}.
   *
   * @param policy what becomes of an attempt that the machinery broke
   */
  FinalTest(StudyState state, TrialRunner runner, FailurePolicy policy, Waiting waiting) {
    this.runner = runner;
    this.policy = policy;
    this.waiting = waiting;
    Trial trial = state.best().orElseThrow().trial();
    this.best = state.attempt(trial, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    this.tries = TrialRecord.asked(trial, 0);
  }

  /** True if there is a best trial that left a model, and it was not tested. */
  static boolean isDue(StudyState state) {
    return state.best().map(TrialRecord::hasModel).orElse(false) && state.tested().isEmpty();
  }

  /**
   * The measurement of the best trial, of no metrics if the objective has no such data; empty if
   * the driver is to end at once.
   *
   * @throws TestFailedException if it could not be made
   * @throws IOException if no trial can run any more
   */
  Optional<Event.Tested> measure() throws IOException, InterruptedException, TestFailedException {
    boolean trained = false;
    while (true) {
      try {
        return test();
      } catch (LostModelException lost) {
        if (trained) {
          throw new TestFailedException(failure("its model cannot be kept: " + lost.getMessage()));
        }
        LOG.warn("The model of trial {} is lost: training it again", best.trial().id(), lost);
        if (!train()) {
          return Optional.empty();
        }
        trained = true;
      } catch (TestFailedException e) {
        retry(e.failure());
      }
    }
  }

  private Optional<Event.Tested> test()
      throws IOException, InterruptedException, LostModelException, TestFailedException {
    int id = best.trial().id();
    try {
      return waiting.await(runner.test(best.trial())).map(metrics -> new Event.Tested(id, metrics));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LostModelException lost) {
        throw lost;
      }
      if (e.getCause() instanceof TestFailedException failed) {
        throw failed;
      }
      throw broken(e);
    }
  }

  /** Trains the trial again; false if the driver is to end at once. */
  private boolean train() throws IOException, InterruptedException, TestFailedException {
    while (true) {
      Optional<TrialRun> run;
      try {
        run = waiting.await(runner.start(best, executor -> {}));
      } catch (ExecutionException e) {
        throw broken(e);
      }
      if (run.isEmpty() || run.get().outcome().isScored()) {
        return run.isPresent();
      }
      Outcome outcome = run.get().outcome();
      if (!(outcome instanceof Outcome.Failed failed)) {
        String what = outcome.state() + " " + outcome.reason();
        throw new TestFailedException(failure("trained again it was " + what.strip()));
      }
      retry(failed);
    }
  }

  private static Outcome.Failed failure(String reason) {
    return new Outcome.Failed(Cause.ERROR, reason);
  }

  /** Returns if what broke is to be tried again. */
  private void retry(Outcome.Failed failure) throws TestFailedException {
    Reaction reaction = policy.to(failure.cause(), tries, 0);
    if (reaction == Reaction.FAIL || reaction == Reaction.STOP) {
      throw new TestFailedException(failure);
    }
    LOG.warn("The test of trial {} is tried again: {}", best.trial().id(), failure.reason());
    boolean counts = reaction == Reaction.RETRY;
    Optional<Cause> cause = Optional.of(failure.cause());
    tries =
        tries.stopped(new Event.Stopped(best.trial().id(), 0, failure.reason(), counts, cause, 0));
  }

  private static IOException broken(ExecutionException e) {
    return new IOException(Study.BROKEN, e.getCause());
  }
}
