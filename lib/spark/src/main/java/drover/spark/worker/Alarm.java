package drover.spark.worker;

import drover.core.TimeLimit;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Says when a trial's time is up. */
final class Alarm {

  private static final ScheduledThreadPoolExecutor CLOCK = clock();

  private Alarm() {}

  private static ScheduledThreadPoolExecutor clock() {
    ScheduledThreadPoolExecutor clock =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "trial time limits");
              thread.setDaemon(true);
              return thread;
            });
    clock.setRemoveOnCancelPolicy(true);
    return clock;
  }

  /** Calls back when a time that begins now is over. */
  static ScheduledFuture<?> after(TimeLimit limit, Runnable called) {
    return CLOCK.schedule(called, limit.duration().toNanos(), TimeUnit.NANOSECONDS);
  }
}
