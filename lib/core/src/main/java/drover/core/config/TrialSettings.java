package drover.core.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The study file's {@code trial} section.
 *
 * @param attempts how many attempts a trial has when its worker dies or its executor is given up by
 *     Spark, at least 1
 * @param isolation where its objective runs
 * @param checkpointInterval the shortest time between two checkpoints of a running trial; empty:
 *     none are made
 */
public record TrialSettings(
    int attempts, Isolation isolation, Optional<Duration> checkpointInterval) {

  /** Where a trial's objective runs. */
  public enum Isolation {
    /** As the objective needs it. */
    AUTO,
    /** In a worker process of its own. */
    PROCESS,
    /** In the thread of the Spark task. */
    THREAD
  }

  /** Reads the section. */
  public static TrialSettings read(Section trial) {
    return new TrialSettings(
        (int) trial.integer("attempts", 1, Integer.MAX_VALUE),
        Isolation.valueOf(
            trial
                .oneOf("isolation", List.of("auto", "process", "thread"))
                .toUpperCase(Locale.ROOT)),
        trial.durationOr("none", "checkpoint-interval"));
  }
}
