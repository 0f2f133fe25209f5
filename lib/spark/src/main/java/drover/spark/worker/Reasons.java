package drover.spark.worker;

import drover.core.Cause;
import drover.core.Outcome;
import drover.core.UnusableStudyException;
import drover.core.config.MistakesException;
import java.util.List;
import java.util.Locale;

/**
 * Why an evaluation ended without an outcome of its own, in one line for the user.
 *
 * @param heap what to raise if the Java heap is too small
 * @param offHeap what to raise if other memory is too small
 */
record Reasons(String heap, String offHeap) {

  /** What HotSpot says when the heap is full; all else is memory outside of it. */
  private static final List<String> HEAP =
      List.of("java heap space", "gc overhead limit", "requested array size");

  /** How native code and its Java wrappers say that memory ran out, other than by an error. */
  private static final List<String> NATIVE =
      List.of("allocation failed", "failed to allocate", "bad_alloc");

  /** The failure that a throwable is. */
  Outcome.Failed of(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (isMemory(t)) {
        boolean onHeap = t instanceof OutOfMemoryError && contains(t, HEAP);
        return new Outcome.Failed(
            onHeap ? Cause.HEAP : Cause.OFF_HEAP,
            "out of memory (" + t.getMessage() + "): raise " + (onHeap ? heap : offHeap));
      }
    }
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof UnusableStudyException) {
        return new Outcome.Failed(Cause.UNUSABLE, String.valueOf(t.getMessage()));
      }
      if (isMissingClass(t)) {
        return new Outcome.Failed(
            Cause.UNUSABLE, "no class " + t.getMessage() + " on the executors' class path");
      }
    }
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof LinkageError) {
        return new Outcome.Failed(Cause.ENVIRONMENT, "a class cannot be loaded: " + withRoot(t));
      }
    }
    return new Outcome.Failed(described(thrown));
  }

  /**
   * True if the class is nowhere. One whose initialisation failed is there, and elsewhere may well
   * be fit for use: what it needs of the machine, such as native code, cannot be loaded here.
   */
  private static boolean isMissingClass(Throwable thrown) {
    return thrown instanceof NoClassDefFoundError
        && !String.valueOf(thrown.getMessage()).startsWith("Could not initialize");
  }

  private static String withRoot(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root == thrown ? described(thrown) : described(thrown) + ", by " + described(root);
  }

  private static boolean isMemory(Throwable thrown) {
    return thrown instanceof OutOfMemoryError || contains(thrown, NATIVE);
  }

  private static boolean contains(Throwable thrown, List<String> texts) {
    String message = String.valueOf(thrown.getMessage()).toLowerCase(Locale.ROOT);
    return texts.stream().anyMatch(message::contains);
  }

  /** A mistake speaks for itself; an exception without a message speaks through its cause. */
  static String described(Throwable thrown) {
    String message = thrown.getMessage();
    if (thrown instanceof MistakesException && message != null) {
      return message;
    }
    String name = thrown.getClass().getSimpleName();
    if (message != null) {
      return name + ": " + message;
    }
    Throwable cause = thrown.getCause();
    return cause == null ? name : name + ", by " + described(cause);
  }
}
