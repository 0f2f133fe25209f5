package drover.jobs.study;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.apache.hadoop.service.launcher.IrqHandler;

/**
 * Turns Ctrl-C and the like into a clean stop. A handler rather than a shutdown hook, since a hook
 * races with Spark's own and cannot tell which signal came.
 */
final class Signals implements AutoCloseable {

  private static final int SIGNAL_EXIT = 128;

  private volatile BiConsumer<String, Integer> stop;
  private final AtomicBoolean stopping = new AtomicBoolean();

  private Signals(BiConsumer<String, Integer> stop) {
    this.stop = stop;
  }

  /**
   * Calls back with the signal's name ({@code SIGINT}, {@code SIGTERM}) and its exit code (130,
   * 143), until it is closed. A second signal ends the process at once.
   */
  static Signals onStop(BiConsumer<String, Integer> stop) {
    Signals signals = new Signals(stop);
    for (String name : List.of(IrqHandler.CONTROL_C, IrqHandler.SIGTERM)) {
      IrqHandler handler =
          new IrqHandler(
              name, signal -> signals.came("SIG" + name, SIGNAL_EXIT + signal.getNumber()));
      handler.bind();
    }
    return signals;
  }

  private void came(String name, int exit) {
    if (!stopping.compareAndSet(false, true)) {
      Runtime.getRuntime().halt(exit);
    }
    stop.accept(name, exit);
  }

  /** What a signal does when nobody wants a clean stop, as in any JVM. */
  private static void exit(String name, int exit) {
    System.exit(exit);
  }

  @Override
  public void close() {
    stop = Signals::exit;
  }
}
