package drover.core;

import java.util.Arrays;
import java.util.Locale;

/** Why the machinery could not bring a trial to its end, as far as it can tell. */
public enum Cause {

  /** The objective threw an exception, or gave no valid outcome. */
  ERROR,

  /** The process that evaluated the trial, and no other one, died: of a signal or by an exit. */
  CRASH,

  /** An executor was lost, and nothing says that the trial is to blame. */
  EXECUTOR_LOST,

  /** The Java heap was full. */
  HEAP,

  /** Memory outside of the Java heap ran out, that of a container included. */
  OFF_HEAP,

  /** The trial ran longer than it may, and had no loss to show by then. */
  TIMEOUT,

  /**
   * The attempt could not begin where it was to run: no worker could be started, a data file not be
   * copied, or native code not be loaded.
   */
  ENVIRONMENT,

  /** No trial of the study can run: {@link UnusableStudyException}. */
  UNUSABLE;

  /** The cause as settings and files have it, such as {@code executor-lost}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The cause of its text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Cause of(String text) {
    return Arrays.stream(values())
        .filter(cause -> cause.text().equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown cause '" + text + "'"));
  }

  /** True if memory ran out. */
  public boolean isMemory() {
    return this == HEAP || this == OFF_HEAP;
  }
}
