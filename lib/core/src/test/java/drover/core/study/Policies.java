package drover.core.study;

import static drover.core.study.FailurePolicy.Reaction.FAIL;
import static drover.core.study.FailurePolicy.Reaction.FREE;
import static drover.core.study.FailurePolicy.Reaction.RETRY;
import static drover.core.study.FailurePolicy.Reaction.STOP;

import drover.core.Cause;
import java.util.Map;

/** The failure policy of the reference configuration. */
public final class Policies {
  private Policies() {}

  /** With two attempts and four losses. */
  public static final FailurePolicy DEFAULT = limited(new FailureLimit(0.5));

  /** With another limit of failed trials. */
  public static FailurePolicy limited(FailureLimit maxFailed) {
    return new FailurePolicy(
        2,
        4,
        maxFailed,
        Map.of(
            Cause.EXECUTOR_LOST, FREE,
            Cause.CRASH, RETRY,
            Cause.HEAP, FAIL,
            Cause.OFF_HEAP, FAIL,
            Cause.TIMEOUT, FAIL,
            Cause.ENVIRONMENT, RETRY,
            Cause.ERROR, FAIL,
            Cause.UNUSABLE, STOP));
  }
}
