package drover.jobs.bench;

import drover.core.config.Section;
import drover.core.study.StudyState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.function.Consumer;

/** Trials that only sleep, on sixteen slots: how long a free slot waits for the next trial. */
final class SleepMeasure implements Measure {

  private static final String STUDY = "bench-sleep.conf";
  private static final int SLOTS = 16;

  private final String name;
  private final int trials;
  private final double sleepSeconds;
  private final String goal;

  /**
   * A measure.
   *
   * @param trials how many, each of which sleeps for so many seconds
   */
  SleepMeasure(String name, int trials, double sleepSeconds, String goal) {
    this.name = name;
    this.trials = trials;
    this.sleepSeconds = sleepSeconds;
    this.goal = goal;
  }

  @Override
  public void check(BenchSettings settings, Section bench) {
    settings.requireStudy(STUDY, bench);
  }

  @Override
  public void run(BenchSettings settings, Path folder, Consumer<Figure> figures) throws Exception {
    StudyOfBench study =
        StudyOfBench.run(
            settings.study(STUDY),
            folder,
            "sleep",
            "study.trials=" + trials,
            "objective.sleep=" + Math.round(sleepSeconds * 1000) + "ms",
            "spark.master=local[" + SLOTS + "]");
    double ideal = trials * sleepSeconds / SLOTS;
    figures.accept(
        new Figure(name, seconds(study.state()), "s", "%s; ideal %.1f".formatted(goal, ideal)));
    figures.accept(
        new Figure(
            name + "-command", study.seconds(), "s", "none; with the start of Java and Spark"));
  }

  /** From the study's beginning to the end of its last trial. */
  private static double seconds(StudyState study) {
    Instant end =
        study.trials().stream()
            .map(record -> record.run().orElseThrow())
            .map(run -> run.started().plus(run.elapsed()))
            .max(Comparator.naturalOrder())
            .orElseThrow();
    return Duration.between(study.opened().orElseThrow().at(), end).toMillis() / 1e3;
  }
}
