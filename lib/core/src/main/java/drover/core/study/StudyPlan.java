package drover.core.study;

import drover.core.Goal;
import drover.core.journal.End;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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
 * @param attempts how many attempts a trial has when the machinery breaks, at least 1
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
    int attempts) {
  public StudyPlan {
    goals = List.copyOf(goals);
  }

  /**
   * True if a study that stands so needs no driver: its trials are all told, its space is exhausted
   * or its time is up, its best trial was tested, and its last driver came to a clean end.
   */
  public boolean isDone(StudyState state) {
    return !FinalTest.isDue(state)
        && state
            .ended()
            .map(
                ended ->
                    switch (ended.end().reason()) {
                      case End.TRIALS -> state.told() >= trials;
                      case End.EXHAUSTED -> true;
                      case End.TIMEOUT -> isTimeUp(state.elapsed());
                      default -> false;
                    })
            .orElse(false);
  }

  /** True if drivers were at work for as long as they may. */
  boolean isTimeUp(Duration elapsed) {
    return timeout.map(limit -> elapsed.compareTo(limit) >= 0).orElse(false);
  }
}
