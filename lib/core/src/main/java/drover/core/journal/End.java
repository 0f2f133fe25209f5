package drover.core.journal;

/**
 * How a study, or one driver's part of it, came to its end.
 *
 * @param state complete, stopped (by signal or deadline) or failed
 * @param reason in few words: {@code trials}, {@code timeout}, {@code exhausted}, {@code target},
 *     {@code max-failed}, {@code unusable: …}, {@code untested: …}, {@code SIGINT}, …
 * @param exit the exit code
 */
public record End(State state, String reason, int exit) {

  /** Reason: all trials came to their end. */
  public static final String TRIALS = "trials";

  /** Reason: the searcher has nothing more to propose. */
  public static final String EXHAUSTED = "exhausted";

  /** Reason: the study's time is up. */
  public static final String TIMEOUT = "timeout";

  /** Reason: a trial reached the metric that the study wants. */
  public static final String TARGET = "target";

  /** Reason: more trials failed than may. */
  public static final String MAX_FAILED = "max-failed";

  private static final String UNUSABLE = "unusable: ";

  /**
   * The end of a study that cannot run.
   *
   * @param why what the first trial that showed it said
   */
  public static End unusable(String why) {
    return new End(State.FAILED, UNUSABLE + why, 2);
  }

  /**
   * The end of a study whose best trial could not be tested.
   *
   * @param why which trial, and why not
   */
  public static End untested(String why) {
    return new End(State.FAILED, "untested: " + why, 1);
  }

  /** The end of a driver that met an error of Drover's or of its surroundings. */
  public static End broken(Exception cause) {
    return new End(State.FAILED, "error: " + cause.getMessage(), 1);
  }

  /** True if no trial of the study can run. */
  public boolean isUnusable() {
    return reason.startsWith(UNUSABLE);
  }

  /** The state of a study, as {@code status.json} has it in lower case. */
  public enum State {
    RUNNING,
    COMPLETE,
    STOPPED,
    FAILED
  }
}
