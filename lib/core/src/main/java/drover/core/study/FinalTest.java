package drover.core.study;

import drover.core.TrialRun;
import drover.core.TrialRunner;
import drover.core.journal.Event;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures the best trial's model, once, on data that no searcher saw. */
final class FinalTest {

  private static final Logger LOG = LoggerFactory.getLogger(FinalTest.class);

  private final TrialRunner runner;

  FinalTest(TrialRunner runner) {
    this.runner = runner;
  }

  /**
   * The measurement of the best trial; empty if it was made before, if the trial left no model, or
   * if the objective has no such data.
   */
  Optional<Event.Tested> measure(StudyState state) throws InterruptedException {
    Optional<TrialRecord> best = state.best().filter(FinalTest::hasModel);
    boolean done =
        best.isEmpty()
            || state.tested().map(test -> test.id() == best.get().trial().id()).orElse(false);
    if (done) {
      return Optional.empty();
    }
    TrialRecord record = best.get();
    try {
      return tested(record);
    } catch (ExecutionException lost) {
      LOG.warn("The model of trial {} is lost: training it again", record.trial().id(), lost);
    }
    try {
      runner.start(record.trial(), Double.POSITIVE_INFINITY, executor -> {}).get();
      return tested(record);
    } catch (ExecutionException broken) {
      LOG.error("Trial {} could not be tested", record.trial().id(), broken);
      return Optional.empty();
    }
  }

  private Optional<Event.Tested> tested(TrialRecord record)
      throws InterruptedException, ExecutionException {
    Map<String, Double> metrics = runner.test(record.trial()).get();
    return metrics.isEmpty()
        ? Optional.empty()
        : Optional.of(new Event.Tested(record.trial().id(), metrics));
  }

  private static boolean hasModel(TrialRecord record) {
    return record.run().map(TrialRun::model).orElse(false);
  }
}
