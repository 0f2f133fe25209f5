package drover.jobs;

import drover.core.study.StudyFolder;
import drover.jobs.study.StudyLocation;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Waits for a run of {@code tune} on another machine, and exits with its code: in cluster mode
 * Spark may return before the driver ends, and hides how it ended.
 */
@Command(
    name = "await",
    hidden = true,
    description = "Waits for a run of tune on another machine; exits with its code.")
final class AwaitJob implements Callable<Integer> {

  private static final Duration POLL = Duration.ofSeconds(1);

  /**
   * A driver renews the status every ten seconds or oftener while trials run, but not while it
   * measures the best one at the end.
   */
  private static final Duration SILENT = Duration.ofMinutes(10);

  @Option(
      names = "--run",
      paramLabel = "ID",
      description = "The run, as given to tune; without it, only looks whether one could be found.")
  private Optional<String> run = Optional.empty();

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "How long to wait for the driver's first sign of life (default: 600).")
  private long patience;

  @Parameters(index = "0", paramLabel = "FILE", description = "The study file, as given to tune.")
  private String file = "";

  @Parameters(index = "1..*", paramLabel = "KEY=VALUE", description = "As given to tune.")
  private List<String> overrides = List.of();

  @Override
  public Integer call() throws IOException, InterruptedException {
    StudyLocation location = StudyLocation.of(file, overrides);
    location.refuseIfNotShared();
    if (run.isEmpty()) {
      return 0;
    }
    System.out.println("Waiting for the study in " + location.folder().display());
    RunEnd end = await(location, run.get());
    if (!end.message().isEmpty()) {
      System.err.println(end.message());
    }
    return end.exit();
  }

  private RunEnd await(StudyLocation location, String id) throws IOException, InterruptedException {
    Duration limit = Duration.ofSeconds(patience);
    String status = status(location.folder()).orElse("");
    long heard = System.nanoTime();
    while (true) {
      Optional<RunEnd> end = RunEnd.take(location, id);
      if (end.isPresent()) {
        return end.get();
      }
      // The status that was there before may be an earlier driver's: only a new one is a sign of
      // life. By this machine's clock alone, the driver's may be another.
      String now = status(location.folder()).orElse(status);
      if (!now.equals(status)) {
        status = now;
        heard = System.nanoTime();
        limit = SILENT;
      }
      Duration silence = Duration.ofNanos(System.nanoTime() - heard);
      if (silence.compareTo(limit) > 0) {
        return new RunEnd(
            1, "No sign of life from the study's driver for " + silence.toSeconds() + " s");
      }
      Thread.sleep(POLL.toMillis());
    }
  }

  /** The status as it stands; empty while it cannot be read, which is no news of the driver. */
  private static Optional<String> status(StudyFolder folder) {
    try {
      return Optional.of(folder.read("status.json"));
    } catch (IOException missingOrBeingReplaced) {
      return Optional.empty();
    }
  }
}
