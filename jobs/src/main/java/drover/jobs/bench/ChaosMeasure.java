package drover.jobs.bench;

import drover.core.config.Section;
import drover.core.journal.Event;
import drover.core.journal.Journals;
import drover.core.study.StudyState;
import drover.core.study.TrialRecord;
import drover.jobs.Main;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/**
 * A study on a cluster of two Workers whose executors and drivers are killed all the while, beside
 * the same study undisturbed: whether each trial was told once, whether the winner is the same, and
 * how much of the work was done again.
 */
final class ChaosMeasure implements Measure {

  private static final String STUDY = "bench-chaos.conf";
  private static final int CORES = 2;
  private static final int DRIVERS_KILLED = 10;
  private static final Duration EXECUTOR_LIFE = Duration.ofSeconds(10);

  @Override
  public void check(BenchSettings settings, Section bench) {
    settings.requireStudy(STUDY, bench);
  }

  @Override
  public void run(BenchSettings settings, Path folder, Consumer<Figure> figures) throws Exception {
    String study = settings.study(STUDY);
    Path calm = Files.createDirectory(folder.resolve("calm"));
    Path chaos = Files.createDirectory(folder.resolve("chaos"));
    double calmSeconds = undisturbed(study, calm);
    StudyState expected = StudyState.of(events(calm));
    double chaosSeconds = disturbed(study, chaos, expected.trials().size());

    List<Event> events = events(chaos);
    StudyState state = StudyState.of(events); // refuses a trial that is told twice
    long again =
        expected.trials().stream()
            .filter(record -> !sameOutcome(record, state.trials().get(record.trial().id())))
            .count();
    double lost = lostSeconds(events);
    double useful =
        state.trials().stream()
            .flatMap(record -> record.run().stream())
            .mapToDouble(run -> run.elapsed().toMillis() / 1e3)
            .sum();
    figures.accept(
        new Figure("chaos-trials-told-once", state.told(), "trials", "= " + expected.told()));
    figures.accept(
        new Figure("chaos-trials-that-differ", again, "trials", "0 against the undisturbed run"));
    figures.accept(new Figure("chaos-wasted-work", lost / (lost + useful), "share", "≤ 0.15"));
    figures.accept(
        new Figure("chaos-slowdown", chaosSeconds / calmSeconds, "ratio", "none; for interest"));
  }

  private static double undisturbed(String study, Path folder) throws Exception {
    try (SparkCluster cluster = new SparkCluster(folder, CORES)) {
      return DroverProcess.run(folder.resolve("driver.log"), arguments(study, folder, cluster));
    }
  }

  /** Runs the study again and again, until a driver comes to its end. */
  private static double disturbed(String study, Path folder, int trials) throws Exception {
    long start = System.nanoTime();
    try (SparkCluster cluster = new SparkCluster(folder, CORES)) {
      int killed = 0;
      Instant executorDies = Instant.now().plus(EXECUTOR_LIFE);
      Process driver = driver(study, folder, cluster, killed);
      while (driver.isAlive()) {
        Thread.sleep(200);
        if (Instant.now().isAfter(executorDies)) {
          cluster.executors().stream().findFirst().ifPresent(ProcessHandle::destroyForcibly);
          executorDies = Instant.now().plus(EXECUTOR_LIFE);
        }
        if (killed < DRIVERS_KILLED
            && told(folder) > (killed + 1) * trials / (DRIVERS_KILLED + 1)) {
          driver.destroyForcibly().waitFor();
          driver = driver(study, folder, cluster, ++killed);
        }
      }
      if (driver.exitValue() != 0) {
        throw new IOException("the last driver ended with exit code " + driver.exitValue());
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static Process driver(String study, Path folder, SparkCluster cluster, int number)
      throws IOException {
    return DroverProcess.start(
        folder.resolve("driver-" + number + ".log"),
        ManagementFactory.getRuntimeMXBean().getInputArguments(),
        Main.class.getName(),
        arguments(study, folder, cluster));
  }

  private static String[] arguments(String study, Path folder, SparkCluster cluster) {
    List<String> arguments = new ArrayList<>(List.of("tune", study, "study.dir=" + folder));
    arguments.addAll(cluster.settings());
    return arguments.toArray(String[]::new);
  }

  private static int told(Path folder) throws IOException {
    return StudyState.of(events(folder)).told();
  }

  private static List<Event> events(Path folder) throws IOException {
    org.apache.hadoop.fs.Path journal =
        new org.apache.hadoop.fs.Path(folder.resolve("chaos/journal").toUri());
    return Journals.read(journal, new Configuration());
  }

  private static boolean sameOutcome(TrialRecord expected, TrialRecord seen) {
    return expected.trial().equals(seen.trial()) && expected.outcome().equals(seen.outcome());
  }

  /**
   * The seconds of attempts that did not come to their end, from their start to the next event of
   * the trial's or of a new driver: an upper bound, as a checkpoint saves a part of them.
   */
  private static double lostSeconds(List<Event> events) {
    double lost = 0;
    Map<Integer, Instant> running = new HashMap<>();
    Instant now = Instant.EPOCH;
    for (Event event : events) {
      if (event instanceof Event.Started started) {
        now = started.at();
        Instant before = running.put(started.id(), now);
        lost += before == null ? 0 : seconds(before, now);
      } else if (event instanceof Event.Stopped stopped) {
        Instant before = running.remove(stopped.id());
        lost += before == null ? 0 : seconds(before, now);
      } else if (event instanceof Event.Told told) {
        running.remove(told.id());
      } else if (event instanceof Event.Driver) {
        for (Instant before : running.values()) {
          lost += seconds(before, now);
        }
        running.clear();
      }
    }
    return lost;
  }

  private static double seconds(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toMillis() / 1e3);
  }
}
