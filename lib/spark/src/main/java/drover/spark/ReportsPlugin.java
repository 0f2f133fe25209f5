package drover.spark;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.jspecify.annotations.Nullable;

/**
 * Carries reports of running trials from the executors to the driver over Spark's own RPC, and
 * brings the study's metrics into Spark's. {@link SparkContexts} adds it to the plugins of a Spark
 * context, as Spark loads them at its start only.
 */
public final class ReportsPlugin implements SparkPlugin {

  /** On executors they would write four lines for each trial, about how it got there. */
  private static final List<String> CHATTY =
      List.of("org.apache.spark.broadcast", "org.apache.spark.storage.memory");

  private static volatile @Nullable PluginContext executor;

  /** Spark makes one on the driver and one on each executor. */
  public ReportsPlugin() {}

  /** This executor's way to the driver; empty if there is none (any more). */
  static Optional<PluginContext> channel() {
    return Optional.ofNullable(executor);
  }

  @Override
  public DriverPlugin driverPlugin() {
    return new Receiver();
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new Sender();
  }

  private static final class Receiver implements DriverPlugin {

    @Override
    public void registerMetrics(String application, PluginContext context) {
      StudyMetrics.register(context.metricRegistry());
    }

    /** Whether the trial goes on: not if nobody waits for this task any more. */
    @Override
    public Object receive(Object text) {
      ReportMessage message = ReportMessage.of((String) text);
      return Launches.find(message.launch()).map(launch -> launch.reported(message)).orElse(false);
    }
  }

  private static final class Sender implements ExecutorPlugin {

    @Override
    public void init(PluginContext context, Map<String, String> unused) {
      executor = context;
      if (!context.executorID().equals("driver")) {
        CHATTY.forEach(logger -> Configurator.setLevel(logger, Level.WARN));
      }
    }

    @Override
    public void shutdown() {
      executor = null;
    }
  }
}
