package drover.core;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How long a trial may run ({@code trial.timeout}).
 *
 * @param duration positive
 */
public record TimeLimit(Duration duration) implements Serializable {

  /** What a trial comes to that was ended by the limit: pruned, if it had a loss to show. */
  public Outcome outcome(Goal goal, List<Report> curve) {
    String reason = exceeded();
    OptionalDouble loss = goal.lastLoss(curve);
    return loss.isPresent()
        ? new Outcome.Pruned(loss.getAsDouble(), reason)
        : new Outcome.Failed(Cause.TIMEOUT, reason + " and had reported no loss by then");
  }

  /** The failure of what ran longer. */
  public Outcome.Failed failure() {
    return new Outcome.Failed(Cause.TIMEOUT, exceeded());
  }

  private String exceeded() {
    return "ran longer than trial.timeout = " + text();
  }

  /** As a study file has it: {@code 90s}, {@code 1500ms}. */
  private String text() {
    boolean whole = duration.toMillis() % 1000 == 0;
    return whole ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
  }
}
