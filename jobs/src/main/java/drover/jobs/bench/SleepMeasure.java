package drover.jobs.bench;

import drover.core.config.Section;
import java.nio.file.Path;
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
    double seconds =
        DroverProcess.run(
            folder.resolve("study.log"),
            "tune",
            settings.study(STUDY),
            "study.dir=" + folder,
            "study.trials=" + trials,
            "objective.sleep=" + Math.round(sleepSeconds * 1000) + "ms",
            "spark.master=local[" + SLOTS + "]");
    double ideal = trials * sleepSeconds / SLOTS;
    figures.accept(new Figure(name, seconds, "s", "%s; ideal %.1f".formatted(goal, ideal)));
  }
}
