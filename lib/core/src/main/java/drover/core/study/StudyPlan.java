package drover.core.study;

import drover.core.Goal;
import drover.core.TimeLimit;
import drover.core.journal.End;
import drover.core.journal.Event;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a driver is asked to do with a study.
 *
 * @param name the study's name
 * @param seed the study's seed
 * @param goals what the study wants, at least one
 * @param config the effective config as JSON, secrets masked
 * @param trials how many trials to run in all, at least 1
 * @param timeout how long drivers may be at work on it in all
 * @param parallelism how many trials to run at once
 * @param order which outcomes a proposal has seen
 * @param failures what becomes of a trial when the machinery breaks
 * @param target the value of the (only) goal's metric at which the study ends, if any
 * @param timeLimit how long a trial may run
 * @param keepCheckpoints of how many of the best trials the last checkpoint is kept, at least 0
 */
public record StudyPlan(
    String name,
    long seed,
    List<Goal> goals,
    String config,
    int trials,
    Optional<Duration> timeout,
    Parallelism parallelism,
    Order order,
    FailurePolicy failures,
    OptionalDouble target,
    Optional<TimeLimit> timeLimit,
    int keepCheckpoints) {
  public StudyPlan {
    goals = List.copyOf(goals);
  }

  /**
   * True if a study that stands so needs no driver: its trials are all told and not all failed, its
   * space is exhausted, its target reached or its time up, its best trial was tested, and its last
   * driver came to a clean end.
   */
  public boolean isDone(StudyState state) {
    return !FinalTest.isDue(state)
        && !isInVain(state)
        && state
            .ended()
            .map(
                ended ->
                    switch (ended.end().reason()) {
                      case End.TRIALS -> state.told() >= trials;
                      case End.EXHAUSTED -> true;
                      case End.TARGET -> isTargetReached(state);
                      case End.TIMEOUT -> isTimeUp(state.elapsed());
                      default -> false;
                    })
            .orElse(false);
  }

  /**
   * The events that the next driver goes on from: none of a study that has nothing more to run and
   * came to nothing but failures. Nobody learned from those, and whatever made all trials fail may
   * have been mended.
   *
   * @param past all events so far
   */
  public List<Event> history(List<Event> past) {
    if (isInVain(StudyState.of(past))) {
      return List.of();
    }
    int begin = past.size();
    while (begin > 0 && !(past.get(begin - 1) instanceof Event.Opened)) {
      begin--;
    }
    return past.subList(Math.max(0, begin - 1), past.size());
  }

  private boolean isInVain(StudyState state) {
    String last = state.ended().map(ended -> ended.end().reason()).orElse("");
    return state.isInVain() && (state.told() >= trials || last.equals(End.EXHAUSTED));
  }

  /** True if the best trial is as good as the study wants it. */
  boolean isTargetReached(StudyState state) {
    OptionalDouble loss = targetLoss();
    return loss.isPresent()
        && state
            .best()
            .flatMap(TrialRecord::score)
            .map(score -> score.loss() <= loss.getAsDouble())
            .orElse(false);
  }

  /** The loss of the target. */
  OptionalDouble targetLoss() {
    return target.isPresent()
        ? OptionalDouble.of(goals.get(0).loss(target.getAsDouble()))
        : OptionalDouble.empty();
  }

  /** True if drivers were at work for as long as they may. */
  boolean isTimeUp(Duration elapsed) {
    return timeout.map(limit -> elapsed.compareTo(limit) >= 0).orElse(false);
  }
}
