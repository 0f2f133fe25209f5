package drover.jobs;

import drover.jobs.study.StudyLocation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Option;

/**
 * A run that {@link AwaitJob} may wait for on another machine: then it leaves a sign of life in the
 * study's folder every ten seconds, and in the end how it ended.
 */
final class AwaitedRun {

  private static final Duration BEAT = Duration.ofSeconds(10);

  @Option(
      names = "--run",
      hidden = true,
      paramLabel = "ID",
      description = "Leaves in the study's folder how the run ended, for the job await.")
  private Optional<String> id = Optional.empty();

  /** Runs a job on the study of these arguments; its exit code. */
  int of(StudyArguments arguments, Callable<Integer> job) throws Exception {
    if (id.isEmpty()) {
      return job.call();
    }
    // Before anything else: who waits meets the same mistake where the folder cannot be known.
    StudyLocation location = arguments.location();
    RunEnd end = new RunEnd(1, "The driver died; its log says why");
    ScheduledExecutorService beats = beats(location, id.get());
    try {
      end = new RunEnd(job.call(), "");
      return end.exit();
    } catch (Exception e) {
      end = RunEnd.of(e);
      throw e;
    } finally {
      beats.shutdown(); // no interrupt: it would look like a fault of the store
      boolean unused = beats.awaitTermination(1, TimeUnit.MINUTES);
      end.leave(location, id.get());
    }
  }

  private static ScheduledExecutorService beats(StudyLocation location, String id) {
    ScheduledExecutorService beats =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "drover-sign-of-life");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        beats.scheduleAtFixedRate(
            () -> RunEnd.signOfLife(location, id), 0, BEAT.toSeconds(), TimeUnit.SECONDS);
    return beats;
  }
}
