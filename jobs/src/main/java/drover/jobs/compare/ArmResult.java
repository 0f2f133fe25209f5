package drover.jobs.compare;

import drover.core.Goal;
import drover.core.Params;
import drover.core.Report;
import drover.core.TrialRun;
import drover.core.journal.Event;
import drover.core.study.StudyState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How the best trial of an arm came to its score.
 *
 * @param last the goal's value at its end
 * @param best the goal's best value after any epoch
 * @param reached the first epoch that was as good as the target; empty if none was or there is none
 * @param seconds how long it ran
 * @param trials how many trials of the arm have ended
 */
public record ArmResult(
    double last, double best, OptionalInt reached, double seconds, int trials, Params params) {

  /**
   * Reads it of a journal.
   *
   * @param target the goal's value; empty: none
   * @return empty if no trial was scored
   */
  public static Optional<ArmResult> of(List<Event> events, Optional<Double> target) {
    StudyState state = StudyState.of(events);
    if (state.best().isEmpty()) {
      return Optional.empty();
    }
    Goal goal = state.opened().orElseThrow().goals().get(0);
    int id = state.best().get().trial().id();
    TrialRun run =
        events.stream()
            .filter(event -> event instanceof Event.Told told && told.id() == id)
            .map(event -> ((Event.Told) event).run())
            .filter(told -> told.outcome().isScored()) // of a study that began anew the last one
            .findFirst()
            .orElseThrow();
    double loss = state.best().get().score().orElseThrow().loss();
    OptionalInt reached = OptionalInt.empty();
    double lowest = loss;
    for (Report report : run.curve()) {
      OptionalDouble then = goal.loss(report);
      if (then.isPresent()) {
        lowest = Math.min(lowest, then.getAsDouble());
        boolean good = target.isPresent() && then.getAsDouble() <= goal.loss(target.get());
        reached = reached.isEmpty() && good ? OptionalInt.of(report.step()) : reached;
      }
    }
    return Optional.of(
        new ArmResult(
            goal.value(loss),
            goal.value(lowest),
            reached,
            run.elapsed().toMillis() / 1e3,
            state.told(),
            state.best().get().trial().params()));
  }
}
