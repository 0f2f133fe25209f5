package drover.spark.worker;

import java.util.Map;

/** How a process ended, in words. */
final class ExitStatus {

  /** A status above this is that of a process that a signal killed: 128 + its number. */
  private static final int SIGNALLED = 128;

  private static final Map<Integer, String> SIGNALS =
      Map.ofEntries(
          Map.entry(1, "SIGHUP"),
          Map.entry(2, "SIGINT"),
          Map.entry(3, "SIGQUIT"),
          Map.entry(4, "SIGILL"),
          Map.entry(5, "SIGTRAP"),
          Map.entry(6, "SIGABRT"),
          Map.entry(7, "SIGBUS"),
          Map.entry(8, "SIGFPE"),
          Map.entry(9, "SIGKILL"),
          Map.entry(11, "SIGSEGV"),
          Map.entry(13, "SIGPIPE"),
          Map.entry(15, "SIGTERM"),
          Map.entry(24, "SIGXCPU"),
          Map.entry(31, "SIGSYS"));

  private ExitStatus() {}

  /**
   * Describes an exit status: {@code of signal 11 (SIGSEGV)}, {@code with exit code 3}.
   *
   * @param crash the signal after which the JVM aborted itself; 0 if it did not
   */
  static String describe(int crash, int status) {
    int signal = crash > 0 ? crash : status - SIGNALLED;
    if (signal <= 0) {
      return "with exit code " + status;
    }
    String name = SIGNALS.get(signal);
    return "of signal " + signal + (name == null ? "" : " (" + name + ")");
  }
}
