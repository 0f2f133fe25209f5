package drover.core.study;

import drover.core.Goal;
import drover.core.Outcome;
import drover.core.journal.End;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When a study is at its end, and how that end is called. */
final class Endings {

  private static final Logger LOG = LoggerFactory.getLogger(Endings.class);

  private final StudyPlan plan;
  private final StudyState state;
  private final int window;
  private final int toldBefore;
  private final int failedBefore;

  /** All trials before this one are told, and none of them reached the target. */
  private int looked;

  /**
   * @param state with the events of earlier drivers
   * @param window how many trials may be in flight under {@link Order#DETERMINISTIC}
   */
  Endings(StudyPlan plan, StudyState state, int window) {
    this.plan = plan;
    this.state = state;
    this.window = window;
    toldBefore = state.told();
    failedBefore = state.count("failed");
  }

  /** The end that the study has come to although trials may still run, if it has. */
  Optional<End> due(Instant now) {
    if (plan.order() == Order.ARRIVAL && plan.isTargetReached(state)) {
      return Optional.of(target());
    }
    int failed = state.count("failed") - failedBefore;
    int told = state.told() - toldBefore;
    if (plan.failures().maxFailed().isExceeded(failed, told)) {
      LOG.error(
          "{} of {} trials failed, more than trial.max-failed = {} allows; the last one: {}",
          failed,
          told,
          plan.failures().maxFailed(),
          lastReason());
      return Optional.of(new End(End.State.FAILED, End.MAX_FAILED, 1));
    }
    boolean open = state.told() < plan.trials();
    return open && plan.isTimeUp(state.elapsed(now))
        ? Optional.of(new End(End.State.STOPPED, End.TIMEOUT, exitByScore()))
        : Optional.empty();
  }

  /**
   * True if the next trial may be proposed. Under {@link Order#DETERMINISTIC} the target counts
   * once the proposal would see it, and what is in flight then comes to its end, so that no timing
   * matters.
   */
  boolean mayPropose() {
    int next = state.trials().size();
    return next < plan.trials()
        && !(plan.order() == Order.DETERMINISTIC && isTargetReachedUpTo(next - window));
  }

  private boolean isTargetReachedUpTo(int id) {
    OptionalDouble loss = plan.targetLoss();
    if (loss.isEmpty()) {
      return false;
    }
    while (looked <= id && state.trials().get(looked).run().isPresent()) {
      Optional<Outcome.Scored> score = state.trials().get(looked).score();
      if (score.map(scored -> scored.loss() <= loss.getAsDouble()).orElse(false)) {
        return true;
      }
      looked++;
    }
    return false;
  }

  /** The end of a study that has nothing more to run. */
  End completion() {
    if (plan.isTargetReached(state)) {
      return target();
    }
    boolean all = state.trials().size() >= plan.trials();
    return new End(
        state.best().isPresent() ? End.State.COMPLETE : End.State.FAILED,
        all ? End.TRIALS : End.EXHAUSTED,
        exitByScore());
  }

  private End target() {
    Goal goal = plan.goals().get(0);
    LOG.info(
        "Trial {} reached study.target: {} {}",
        state.best().orElseThrow().trial().id(),
        goal.metric(),
        plan.target().orElseThrow());
    return new End(End.State.COMPLETE, End.TARGET, 0);
  }

  private String lastReason() {
    String last = "";
    for (TrialRecord record : state.trials()) {
      if (record.outcome().orElse(null) instanceof Outcome.Failed failed) {
        last = "trial " + record.trial().id() + ": " + failed.reason();
      }
    }
    return last;
  }

  /** 0 if there is a best trial, 3 if no trial was scored. */
  private int exitByScore() {
    return state.best().isPresent() ? 0 : 3;
  }
}
