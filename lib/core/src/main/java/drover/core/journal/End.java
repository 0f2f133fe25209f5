package drover.core.journal;

/**
 * How a study, or one driver's part of it, came to its end.
 *
 * @param state complete, stopped (by signal or deadline) or failed
 * @param reason in few words: {@code trials}, {@code timeout}, {@code exhausted}, {@code SIGINT}, …
 * @param exit the exit code
 */
public record End(State state, String reason, int exit) {

  /** The state of a study, as {@code status.json} has it in lower case. */
  public enum State {
    RUNNING,
    COMPLETE,
    STOPPED,
    FAILED
  }
}
