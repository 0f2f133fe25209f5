package drover.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import drover.core.json.Json;
import drover.core.study.StudyFolder;
import drover.jobs.study.StudyDefinition;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Waits for a study whose driver runs elsewhere, and exits with the study's own code: some of
 * Spark's deploy modes return before the driver ends, or 0 though it died.
 */
@Command(
    name = "await",
    description = "Waits for the end of a study that another driver runs; exits with its code.",
    mixinStandardHelpOptions = true)
final class AwaitJob implements Callable<Integer> {

  private static final Duration POLL = Duration.ofSeconds(1);

  /** A driver renews its status every ten seconds or oftener. */
  private static final Duration SILENT = Duration.ofSeconds(90);

  @Option(
      names = "--since",
      paramLabel = "SECONDS",
      description = "Ignore a status older than this (seconds since 1970; default: now).")
  private Optional<Long> since = Optional.empty();

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "How long to wait for the driver's first sign of life (default: 600).")
  private long patience;

  @Parameters(index = "0", paramLabel = "JOB", description = "The job that runs: tune.")
  private String job = "";

  @Parameters(index = "1", paramLabel = "FILE", description = "The study file.")
  private String file = "";

  @Parameters(index = "2..*", paramLabel = "KEY=VALUE", description = "As given to the job.")
  private List<String> overrides = List.of();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!job.equals("tune")) {
      return 0; // Other jobs print their result and leave no status to wait for.
    }
    Instant submitted = since.map(Instant::ofEpochSecond).orElseGet(Instant::now);
    StudyFolder folder = StudyDefinition.load(file, overrides).folder();
    System.out.println("Waiting for " + folder.display() + "/status.json");
    while (true) {
      Optional<JsonNode> status = status(folder, submitted);
      if (status.isPresent() && status.get().has("exit")) {
        System.out.println(Json.text(status.get()));
        return status.get().get("exit").asInt();
      }
      Duration silence =
          Duration.between(status.map(AwaitJob::updated).orElse(submitted), Instant.now());
      Duration limit = status.isPresent() ? SILENT : Duration.ofSeconds(patience);
      if (silence.compareTo(limit) > 0) {
        System.err.println(
            "No sign of life from the study's driver for " + silence.toSeconds() + " s");
        return 1;
      }
      Thread.sleep(POLL.toMillis());
    }
  }

  /** The status, if it was written since the study was submitted. */
  private static Optional<JsonNode> status(StudyFolder folder, Instant submitted)
      throws IOException {
    try {
      return Optional.of(Json.parse(folder.read("status.json")))
          .filter(status -> !updated(status).isBefore(submitted));
    } catch (FileNotFoundException notYet) {
      return Optional.empty();
    }
  }

  private static Instant updated(JsonNode status) {
    return Instant.parse(status.get("updated").asText());
  }
}
