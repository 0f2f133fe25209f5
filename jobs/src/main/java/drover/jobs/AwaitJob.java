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
 * Waits for a job's run on another machine, and exits with its code: in cluster mode Spark may
 * return before the driver ends, and hides how it ended.
 */
@Command(
    name = "await",
    hidden = true,
    description = "Waits for a job's run on another machine; exits with its code.")
final class AwaitJob implements Callable<Integer> {

  private static final Duration POLL = Duration.ofSeconds(1);

  /** A driver gives signs all the time; but YARN takes ten minutes to replace a lost machine's. */
  private static final Duration SILENT = Duration.ofMinutes(15);

  @Option(
      names = "--run",
      paramLabel = "ID",
      description =
          "The run, as given to the job; without it, only looks whether one could be found.")
  private Optional<String> run = Optional.empty();

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "How long to wait for the driver's first sign of life (default: 600).")
  private long patience;

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "The study file, as given to the job.")
  private String file = "";

  @Parameters(index = "1..*", paramLabel = "KEY=VALUE", description = "As given to the job.")
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
    String last = left(location.runs(), id).orElse("");
    long heard = System.nanoTime();
    while (true) {
      String now = left(location.runs(), id).orElse(last);
      Optional<RunEnd> end = RunEnd.in(now);
      if (end.isPresent()) {
        location.runs().delete(id);
        return end.get();
      }
      // By this machine's clock alone, the driver's may be another.
      if (!now.equals(last)) {
        last = now;
        heard = System.nanoTime();
        limit = SILENT;
      }
      Duration silence = Duration.ofNanos(System.nanoTime() - heard);
      if (silence.compareTo(limit) > 0) {
        return new RunEnd(1, "No sign of life from the driver for " + silence.toSeconds() + " s");
      }
      Thread.sleep(POLL.toMillis());
    }
  }

  /** What the run left; empty while there is nothing, or the store cannot be reached. */
  private static Optional<String> left(StudyFolder runs, String id) {
    try {
      return Optional.of(runs.read(id));
    } catch (IOException noNews) {
      return Optional.empty();
    }
  }
}
