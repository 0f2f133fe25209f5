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

  /** The state of a study, as {@code status.json} has it in lower case. */
  public enum State {
    RUNNING,
    COMPLETE,
    STOPPED,
    FAILED
  }
}
