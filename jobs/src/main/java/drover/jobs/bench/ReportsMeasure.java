package drover.jobs.bench;

import drover.core.config.Section;
import drover.core.journal.Event;
import drover.core.study.RunningTrials;
import drover.core.study.StudyListener;
import drover.core.study.StudyState;
import drover.jobs.study.StudyDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A hundred trials on a cluster of two Workers, each of which reports ten times a second: how much
 * of a core the driver spends on them. This JVM is the driver.
 */
final class ReportsMeasure implements Measure {

  private static final String STUDY = "bench-sleep.conf";
  private static final int TRIALS = 100;
  private static final int SECONDS = 60;
  private static final int REPORTS_A_SECOND = 10;

  @Override
  public void check(BenchSettings settings, Section bench) {
    settings.requireStudy(STUDY, bench);
  }

  @Override
  public void run(BenchSettings settings, Path folder, Consumer<Figure> figures) throws Exception {
    Probe probe = new Probe();
    try (SparkCluster cluster = new SparkCluster(folder, TRIALS / 2)) {
      List<String> overrides = new ArrayList<>(cluster.settings());
      overrides.add("study.dir=" + folder);
      overrides.add("study.trials=" + TRIALS);
      overrides.add("objective.sleep=" + SECONDS + "s");
      overrides.add("objective.reports=" + SECONDS * REPORTS_A_SECOND);
      overrides.add("search.stopper.median.grace=" + SECONDS * REPORTS_A_SECOND); // ends none
      StudyDefinition study = StudyDefinition.load(settings.study(STUDY), overrides);
      OwnDriver.run(study, probe);
    }
    figures.accept(
        new Figure(
            "reports-driver-cost",
            probe.share(),
            "cores",
            "≤ 0.2 for 100 trials that report 10 times a second"));
  }

  /** Takes the processor's time while all trials run, once they have settled. */
  private static final class Probe implements StudyListener {

    private static final long SETTLE_NANOS = SECONDS * 1_000_000_000L / 4;

    private long allRunning;
    private long from;
    private long processorFrom;
    private long until;
    private long processorUntil;

    @Override
    public void progressed(StudyState state, RunningTrials running, List<Event> events) {
      long now = System.nanoTime();
      if (allRunning == 0) {
        boolean all =
            running.now().stream().filter(trial -> !trial.curve().isEmpty()).count() == TRIALS;
        allRunning = all ? now : 0;
      } else if (state.told() == 0 && now - allRunning > SETTLE_NANOS) {
        from = from == 0 ? now : from;
        processorFrom = processorFrom == 0 ? ProcessorTime.nanos() : processorFrom;
        until = now;
        processorUntil = ProcessorTime.nanos();
      }
    }

    double share() {
      if (until == from) {
        throw new IllegalStateException("the trials did not all run at once");
      }
      return (processorUntil - processorFrom) / (double) (until - from);
    }
  }
}
