package drover.jobs.bench;

import drover.core.config.Section;
import drover.core.study.TrialRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** How much faster two worker processes get through the same trainings than one alone. */
final class PairMeasure implements Measure {

  private static final String STUDY = "digits.conf";
  private static final int ROUNDS = 2;
  private static final int TRIALS = 16;

  /** Trials that come while a worker's code is being compiled. */
  private static final int WARM_UP = 6;

  @Override
  public void check(BenchSettings settings, Section bench) {
    settings.requireStudy(STUDY, bench);
  }

  @Override
  public void run(BenchSettings settings, Path folder, Consumer<Figure> figures) throws Exception {
    double alone = 0;
    double beside = 0;
    for (int round = 0; round < ROUNDS; round++) {
      alone += seconds(settings, folder, "alone-" + round, 1);
      beside += seconds(settings, folder, "beside-" + round, 2);
    }
    figures.accept(
        new Figure(
            "two-trials-speed-up", 2 * alone / beside, "ratio", "≥ 1.7 on two cores; 2 is best"));
  }

  /** What the same trials take together, each as long as it ran. */
  private static double seconds(BenchSettings settings, Path folder, String name, int atOnce)
      throws Exception {
    StudyOfBench study =
        StudyOfBench.run(
            settings.study(STUDY),
            folder,
            name,
            "study.trials=" + TRIALS,
            "study.order=deterministic",
            "study.parallelism=" + atOnce,
            "search={ algorithm = random }",
            "spark.master=local[2]");
    List<TrialRecord> trials = study.state().trials();
    return trials.stream()
            .skip(WARM_UP)
            .map(trial -> trial.run().orElseThrow().elapsed())
            .mapToLong(Duration::toNanos)
            .sum()
        / 1e9;
  }
}
