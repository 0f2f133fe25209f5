package drover.core.config;

import drover.core.Cause;
import drover.core.TimeLimit;
import drover.core.study.FailureLimit;
import drover.core.study.FailurePolicy;
import drover.core.study.FailurePolicy.Reaction;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The study file's {@code trial} section.
 *
 * @param failures what becomes of a trial when the machinery breaks
 * @param timeLimit how long a trial may run
 * @param isolation where its objective runs
 * @param checkpointInterval the shortest time between two checkpoints of a running trial; empty:
 *     none are made
 * @param keepCheckpoints of how many of the best trials the last checkpoint is kept
 */
public record TrialSettings(
    FailurePolicy failures,
    Optional<TimeLimit> timeLimit,
    Isolation isolation,
    Optional<Duration> checkpointInterval,
    int keepCheckpoints) {

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
        new FailurePolicy(
            (int) trial.integer("attempts", 1, Integer.MAX_VALUE),
            (int) trial.integer("max-losses", 1, Integer.MAX_VALUE),
            maxFailed(trial),
            reactions(trial.section("on-failure"))),
        trial.durationOr("none", "timeout").map(TimeLimit::new),
        Isolation.valueOf(
            trial
                .oneOf("isolation", List.of("auto", "process", "thread"))
                .toUpperCase(Locale.ROOT)),
        trial.durationOr("none", "checkpoint-interval"),
        (int) trial.integer("keep-checkpoints", 0, Integer.MAX_VALUE));
  }

  private static Map<Cause, Reaction> reactions(Section causes) {
    Map<Cause, Reaction> reactions = new EnumMap<>(Cause.class);
    for (Cause cause : Cause.values()) {
      // Only the losses of executors have a bound of their own.
      List<String> allowed =
          cause == Cause.EXECUTOR_LOST
              ? List.of("free", "retry", "fail")
              : List.of("retry", "fail", "stop");
      String reaction = causes.oneOf(cause.text(), allowed);
      reactions.put(cause, Reaction.valueOf(reaction.toUpperCase(Locale.ROOT)));
    }
    return reactions;
  }

  private static FailureLimit maxFailed(Section trial) {
    Optional<Double> most = trial.realOr("none", "max-failed", 0, Integer.MAX_VALUE);
    if (most.isPresent() && most.get() > 1 && most.get() != Math.rint(most.get())) {
      trial.mistake("max-failed", "must be a whole number, or a share below 1, not " + most.get());
    }
    return most.map(FailureLimit::new).orElse(FailureLimit.NONE);
  }
}
