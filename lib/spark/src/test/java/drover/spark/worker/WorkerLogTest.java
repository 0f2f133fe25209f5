package drover.spark.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What workers print reaches the executor's log with the trial's number. */
@Timeout(120)
class WorkerLogTest {

  @TempDir Path folder;
  private final Lines lines = new Lines();
  private final Logger logger = (Logger) LogManager.getLogger(WorkerLog.class);

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
    logger.setAdditive(false);
    Configurator.setLevel(logger, Level.INFO);
  }

  @AfterEach
  void stopListening() {
    logger.removeAppender(lines);
    logger.setAdditive(true);
    Configurator.setLevel(logger, Level.WARN);
  }

  @Test
  void linesCarryTheNumberOfTheirTrial() throws Exception {
    Calls calls = new Calls(folder);
    try (WorkerPool pool =
        new WorkerPool(new WorkerSettings(32L << 20, 64L << 20, 9, 1L << 30), List.of(), folder)) {
      pool.evaluate(calls.of(7, "say", "first\nnäher"));
      pool.evaluate(calls.of(8, "say", "second\n"));
      pool.evaluate(calls.of(9, "garbage"));
    }
    assertThat(lines.seen)
        .containsSubsequence(
            "trial 7: first",
            "trial 7: näher",
            "trial 8: second",
            "trial 9: {\"run\": 1}",
            "trial 9: # A fatal error has been detected by the Java Runtime Environment:")
        .contains("trial 9: \u0000\u0002 no line{\"ready\": true}näh")
        .anyMatch(line -> line.startsWith("trial 9: from fd 1"))
        .anyMatch(line -> line.startsWith("trial 9: from fd 2"));
  }

  private static final class Lines extends AbstractAppender {
    final List<String> seen = new CopyOnWriteArrayList<>();

    Lines() {
      super("lines", null, null, true, Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
      seen.add(event.getMessage().getFormattedMessage());
    }
  }
}
