package drover.dl4j.schedules;

import drover.core.config.Section;
import java.util.List;

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
}
