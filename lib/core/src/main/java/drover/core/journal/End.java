package drover.core.journal;

/**
 * How a study, or one driver's part of it, came to its end.
 *
 * @param state complete, stopped (by signal or deadline) or failed
 * @param reason in few words: {@code trials}, {@code timeout}, {@code exhausted}, {@code SIGINT}, …
 * @param exit the exit code
 */
public record End(State state, String reason, int exit) {

  /** Reason: all trials came to their end. */
  public static final String TRIALS = "trials";

  /** Reason: the searcher has nothing more to propose. */
  public static final String EXHAUSTED = "exhausted";

  /** Reason: the study's time is up. */
  public static final String TIMEOUT = "timeout";

  /** The end of a driver that met an error of Drover's or of its surroundings. */
  public static End broken(Exception cause) {
    return new End(State.FAILED, "error: " + cause.getMessage(), 1);
  }

  /** The state of a study, as {@code status.json} has it in lower case. */
  public enum State {
    RUNNING,
    COMPLETE,
    STOPPED,
    FAILED
  }
}
