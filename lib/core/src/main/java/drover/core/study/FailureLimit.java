package drover.core.study;

/**
 * How many trials may fail before the study ends ({@code trial.max-failed}), counted from a
 * driver's start, so that a rerun has another chance.
 *
 * @param most a count from 0 on, or a share in (0, 1)
 */
public record FailureLimit(double most) {

  /** A share is looked at once so many trials have come to their end. */
  private static final int FIRST = 10;

  /** No limit. */
  public static final FailureLimit NONE = new FailureLimit(Double.POSITIVE_INFINITY);

  /** True if more trials failed than may. */
  boolean isExceeded(int failed, int told) {
    if (isShare()) {
      return told >= FIRST && failed > most * told;
    }
    return failed > most;
  }

  private boolean isShare() {
    return most > 0 && most < 1;
  }

  /** As a study file has it. */
  @Override
  public String toString() {
    return isShare() ? Double.toString(most) : Long.toString((long) most);
  }
}
