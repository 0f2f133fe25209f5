package drover.core.report;

import drover.core.Goal;
import drover.core.Outcome;
import drover.core.study.RunningTrial;
import drover.core.study.StudyState;
import drover.core.study.TrialRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The line that says how a study stands while it runs. */
public final class ProgressText {

  private final int trials;
  private final Optional<Duration> timeout;
  private final int toldBefore;

  /**
   * Progress of one driver's part of a study.
   *
   * @param trials how many trials the study is to run in all
   * @param timeout how long drivers may be at work on it in all
   * @param toldBefore how many trials had come to their end when this driver took over
   */
  public ProgressText(int trials, Optional<Duration> timeout, int toldBefore) {
    this.trials = trials;
    this.timeout = timeout;
    this.toldBefore = toldBefore;
  }

  /**
   * For example {@code 12/60 · 2 running (trial 14: 0.975 after 6) · best accuracy 0.981 (trial 7)
   * · 14.2/min · 3m 20s left}.
   *
   * @param running the trials in flight, of which the best one is named
   */
  public String line(StudyState state, List<RunningTrial> running, Instant now) {
    StringBuilder line = new StringBuilder();
    line.append(state.told()).append('/').append(trials);
    if (state.count("pruned") > 0) {
      line.append(" · ").append(state.count("pruned")).append(" pruned");
    }
    line.append(" · ").append(state.count("running")).append(" running");
    Goal goal = state.opened().orElseThrow().goals().get(0);
    running.stream()
        .filter(one -> goal.lastLoss(one.curve()).isPresent())
        .min(Comparator.comparingDouble(one -> goal.lastLoss(one.curve()).getAsDouble()))
        .ifPresent(one -> line.append(" (").append(running(one, goal)).append(')'));
    state.best().ifPresent(best -> line.append(" · best ").append(best(state, best)));
    Duration spent = Duration.between(state.driverFrom(), now);
    int done = state.told() - toldBefore;
    if (done > 0 && spent.toMillis() > 0) {
      double perMinute = done * 60_000.0 / spent.toMillis();
      line.append(String.format(Locale.ROOT, " · %.1f/min", perMinute));
      line.append(" · ").append(time(left(state, now, perMinute))).append(" left");
    }
    return line.toString();
  }

  /** For example {@code trial 14: 0.975 after 6}. */
  private static String running(RunningTrial one, Goal goal) {
    double loss = goal.lastLoss(one.curve()).getAsDouble();
    return "trial %d: %s after %d"
        .formatted(
            one.trial().id(),
            Numbers.text(goal.value(loss)),
            one.curve().get(one.curve().size() - 1).step());
  }

  /** For example {@code accuracy 0.981 (trial 7)}. */
  public static String best(StudyState state, TrialRecord best) {
    Goal goal = state.opened().orElseThrow().goals().get(0);
    double loss = best.score().map(Outcome.Scored::loss).orElseThrow();
    return goal.metric()
        + " "
        + Numbers.text(goal.value(loss))
        + " (trial "
        + best.trial().id()
        + ")";
  }

  private Duration left(StudyState state, Instant now, double perMinute) {
    Duration byTrials = Duration.ofMillis((long) ((trials - state.told()) * 60_000.0 / perMinute));
    Duration byTimeout = timeout.map(limit -> limit.minus(state.elapsed(now))).orElse(byTrials);
    return byTimeout.compareTo(byTrials) < 0 ? byTimeout : byTrials;
  }

  /** For example {@code 1h 2m}, {@code 3m 20s} or {@code 8s}. */
  public static String time(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds >= 3600) {
      return seconds / 3600 + "h " + seconds % 3600 / 60 + "m";
    }
    return seconds >= 60 ? seconds / 60 + "m " + seconds % 60 + "s" : seconds + "s";
  }
}
