package drover.spark;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import drover.core.Outcome;
import drover.core.journal.Event;
import drover.core.study.RunningTrials;
import drover.core.study.StudyListener;
import drover.core.study.StudyState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The study as metrics in Spark's own system, from where any of its sinks takes them: {@code
 * trials.STATE} (asked, running, scored, pruned, infeasible, failed), {@code trials.told} with its
 * rates a second, {@code trials.queue-time} from asked to started, and {@code best.loss}, of the
 * first goal. The names stand below {@code plugin.drover.spark.ReportsPlugin} of the driver.
 */
public final class StudyMetrics implements StudyListener {

  private static final List<String> STATES =
      List.of("asked", "running", "scored", "pruned", "infeasible", "failed");

  /**
   * What the gauges read: a driver has one study, and Spark takes its metrics only at its start.
   */
  private static final Map<String, Double> NOW = new ConcurrentHashMap<>();

  private static final Meter TOLD = new Meter();
  private static final Timer QUEUE_TIME = new Timer();

  private final Map<Integer, Instant> asked = new HashMap<>();

  /** Metrics of a study that has not begun. */
  public StudyMetrics() {
    NOW.clear();
  }

  /** Adds the metrics to those of a Spark context that starts. */
  static void register(MetricRegistry registry) {
    for (String state : STATES) {
      registry.register("trials." + state, (Gauge<Double>) () -> NOW.getOrDefault(state, 0.0));
    }
    registry.register("trials.told", TOLD);
    registry.register("trials.queue-time", QUEUE_TIME);
    registry.register("best.loss", (Gauge<Double>) () -> NOW.getOrDefault("best", Double.NaN));
  }

  @Override
  public void progressed(StudyState state, RunningTrials running, List<Event> events) {
    events.forEach(this::count);
    STATES.forEach(name -> NOW.put(name, (double) state.count(name)));
    state
        .best()
        .flatMap(best -> best.score())
        .map(Outcome.Scored::loss)
        .ifPresent(loss -> NOW.put("best", loss));
  }

  private void count(Event event) {
    if (event instanceof Event.Asked trial) {
      asked.put(trial.trial().id(), Instant.now());
    } else if (event instanceof Event.Started started) {
      Instant since = asked.remove(started.id());
      if (since != null) {
        QUEUE_TIME.update(Duration.between(since, started.at()));
      }
    } else if (event instanceof Event.Told) {
      TOLD.mark();
    }
  }
}
