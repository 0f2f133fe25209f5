package drover.dl4j.schedules;

import drover.core.config.Section;
import java.util.List;
import java.util.stream.Stream;

/**
 * What happens around each step of a training, as the study file declares it.
 *
 * @param rate schedules of the learning rate
 * @param momentum schedules of the momentum
 * @param clipping of gradients
 */
public record StepSettings(
    List<ScheduleSettings> rate, List<ScheduleSettings> momentum, Clipping clipping) {

  /** Reads them from {@code training}. */
  public static StepSettings read(Section training) {
    return new StepSettings(
        Schedules.read(training, "schedule"),
        Schedules.read(training, "momentum-schedule"),
        Clipping.read(training));
  }

  /** True if a schedule goes by the norms of the gradients of all steps. */
  public boolean goByGradients() {
    return Stream.concat(rate.stream(), momentum.stream())
        .anyMatch(schedule -> schedule.start(1, 0).wantsGradientNorm());
  }
}
