package drover.dl4j.schedules;

import java.util.Map;

/**
 * What a learning rate or a momentum is multiplied by in the course of a training: a factor in [0,
 * 1]. Most schedules are functions of time alone. Those that also go by what they see of the
 * training keep it in a state that a checkpoint can carry.
 */
@FunctionalInterface
public interface Schedule {

  /**
   * The factor of a step.
   *
   * @param epoch the epochs done when the step begins, with fractions, at least 0
   */
  double factor(double epoch);

  /** True if {@link #sawGradient} is to be called. */
  default boolean wantsGradientNorm() {
    return false;
  }

  /** A step has the gradient of this norm, before any clipping. */
  default void sawGradient(double norm) {}

  /**
   * An epoch has ended.
   *
   * @param epoch the epochs done
   * @param loss of the validation part
   */
  default void sawLoss(double epoch, double loss) {}

  /** What it has learned of the training so far; finite numbers by name. */
  default Map<String, Double> state() {
    return Map.of();
  }

  /** Goes on from a {@link #state}. */
  default void restore(Map<String, Double> state) {}
}
