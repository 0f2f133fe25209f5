package drover.dl4j.schedules;

/** One schedule as the study file declares it. */
@FunctionalInterface
public interface ScheduleSettings {

  /**
   * The schedule at work.
   *
   * @param epochs from its begin to the end of the whole training, more than 0
   * @param seed of what it draws at random
   */
  Schedule start(double epochs, long seed);

  /** For how many epochs those listed after it wait at their beginning. */
  default double delay() {
    return 0;
  }
}
