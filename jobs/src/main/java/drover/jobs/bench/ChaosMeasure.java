package drover.jobs.bench;

import drover.core.config.Section;
import drover.core.journal.Event;
import drover.core.journal.Journals;
import drover.core.study.StudyState;
import drover.core.study.TrialRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/**
 * A study on a cluster of two Workers whose executors and drivers are killed all the while, beside
 * the same study undisturbed: whether each trial was told once, whether the winner is the same, and
 * how much of the work was done again.
 */
final class ChaosMeasure implements Measure {

  private static final String STUDY = "bench-chaos.conf";

  /** Of each Worker: the two have a core each, as have the processes of a real cluster. */
  private static final int CORES = 1;

  private static final int DRIVERS_KILLED = 10;
  private static final double KILL_SECONDS = 10;

  /**
   * How many undisturbed trials' time there is between two kills at least: on a machine that is
   * busy with other things executors would die before they have begun.
   */
  private static final double KILL_TRIALS = 3;

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
    double interval = Math.max(KILL_SECONDS, KILL_TRIALS * meanSeconds(expected));
    Disturbance disturbance = disturbed(study, chaos, expected.trials().size(), interval);

    List<Event> events = events(chaos);
    StudyState state = StudyState.of(events); // refuses a trial that is told twice
    long differ =
        expected.trials().stream()
            .filter(record -> !sameOutcome(record, state.trials().get(record.trial().id())))
            .count();
    figures.accept(
        new Figure("chaos-trials-told-once", state.told(), "trials", "= " + expected.told()));
    figures.accept(
        new Figure("chaos-trials-that-differ", differ, "trials", "0 against the undisturbed run"));
    figures.accept(
        new Figure(
            "chaos-wasted-work",
            LostWork.share(events, disturbance.kills(), expected),
            "share",
            "≤ 0.15"));
    figures.accept(new Figure("chaos-kill-interval", interval, "s", "10 on a machine of its own"));
    figures.accept(
        new Figure(
            "chaos-attempts-lost",
            state.trials().stream().mapToInt(record -> record.attempt() - 1).sum(),
            "attempts",
            "none; of %d kills".formatted(disturbance.kills().size())));
    figures.accept(
        new Figure(
            "chaos-slowdown", disturbance.seconds() / calmSeconds, "ratio", "none; for interest"));
  }

  private static double meanSeconds(StudyState state) {
    return state.trials().stream()
        .flatMap(record -> record.run().stream())
        .mapToDouble(run -> run.elapsed().toMillis() / 1e3)
        .average()
        .orElse(0);
  }

  private static double undisturbed(String study, Path folder) throws Exception {
    try (SparkCluster cluster = new SparkCluster(folder, CORES)) {
      return DroverProcess.run(folder.resolve("driver.log"), arguments(study, folder, cluster));
    }
  }

  /**
   * What was done to a study.
   *
   * @param kills when processes were killed
   */
  private record Disturbance(double seconds, NavigableSet<Instant> kills) {}

  /** Runs the study again and again, until a driver comes to its end. */
  private static Disturbance disturbed(String study, Path folder, int trials, double interval)
      throws Exception {
    long start = System.nanoTime();
    NavigableSet<Instant> kills = new TreeSet<>();
    try (SparkCluster cluster = new SparkCluster(folder, CORES)) {
      int killed = 0;
      Duration life = Duration.ofMillis(Math.round(interval * 1e3));
      Instant executorDies = Instant.now().plus(life);
      Process driver = driver(study, folder, cluster, killed);
      try {
        while (!driver.waitFor(1, TimeUnit.SECONDS)) {
          if (Instant.now().isAfter(executorDies)) {
            killOldestExecutor(cluster);
            kills.add(Instant.now());
            executorDies = Instant.now().plus(life);
          }
          if (killed < DRIVERS_KILLED
              && told(folder) > (killed + 1) * trials / (DRIVERS_KILLED + 1)) {
            driver.destroyForcibly().waitFor();
            kills.add(Instant.now());
            driver = driver(study, folder, cluster, ++killed);
          }
        }
        if (driver.exitValue() != 0) {
          throw new IOException("the last driver ended with exit code " + driver.exitValue());
        }
      } finally {
        driver.destroyForcibly();
      }
    }
    return new Disturbance((System.nanoTime() - start) / 1e9, kills);
  }

  private static void killOldestExecutor(SparkCluster cluster) {
    cluster.executors().stream()
        .min(Comparator.comparing(process -> process.info().startInstant().orElse(Instant.MAX)))
        .ifPresent(ProcessHandle::destroyForcibly);
  }

  private static Process driver(String study, Path folder, SparkCluster cluster, int number)
      throws IOException {
    return DroverProcess.start(
        folder.resolve("driver-" + number + ".log"), arguments(study, folder, cluster));
  }

  private static String[] arguments(String study, Path folder, SparkCluster cluster) {
    List<String> arguments = new ArrayList<>(List.of("tune", study, "study.dir=" + folder));
    arguments.addAll(cluster.settings());
    return arguments.toArray(String[]::new);
  }

  private static long told(Path folder) throws IOException {
    return events(folder).stream().filter(Event.Told.class::isInstance).count();
  }

  private static List<Event> events(Path folder) throws IOException {
    org.apache.hadoop.fs.Path journal =
        new org.apache.hadoop.fs.Path(folder.resolve("chaos/journal").toUri());
    return Journals.read(journal, new Configuration());
  }

  private static boolean sameOutcome(TrialRecord expected, TrialRecord seen) {
    return expected.trial().equals(seen.trial()) && expected.outcome().equals(seen.outcome());
  }
}
