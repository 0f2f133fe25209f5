package drover.jobs.study;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.apache.hadoop.service.launcher.IrqHandler;

/**
 * Turns Ctrl-C and the like into a clean stop. A handler rather than a shutdown hook, since a hook
 * races with Spark's own and cannot tell which signal came.
 */
final class Signals {

  private static final int SIGNAL_EXIT = 128;

  private Signals() {}

  /**
   * Calls back with the signal's name ({@code SIGINT}, {@code SIGTERM}) and its exit code (130,
   * 143). A second signal ends the process at once.
   */
  static void onStop(BiConsumer<String, Integer> stop) {
    AtomicBoolean stopping = new AtomicBoolean();
    for (String name : List.of(IrqHandler.CONTROL_C, IrqHandler.SIGTERM)) {
      IrqHandler handler =
          new IrqHandler(
              name,
              signal -> {
                int exit = SIGNAL_EXIT + signal.getNumber();
                if (!stopping.compareAndSet(false, true)) {
                  Runtime.getRuntime().halt(exit);
                }
                stop.accept("SIG" + name, exit);
              });
      handler.bind();
    }
  }
}
