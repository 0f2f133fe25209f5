package drover.jobs.bench;

import drover.core.config.Section;
import drover.core.journal.Event;
import drover.core.journal.Journal;
import drover.core.study.RunningTrials;
import drover.core.study.StudyListener;
import drover.core.study.StudyState;
import drover.jobs.study.StudyDefinition;
import drover.jobs.study.StudySession;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * A study of 100,000 trials that cost nothing: what a trial costs the driver at its beginning and
 * at its end, what the driver holds, and how long a resume reads.
 */
final class ScaleMeasure implements Measure {

  private static final String STUDY = "bench-throughput.conf";
  private static final List<String> SEARCHERS = List.of("random", "genetic");
  private static final int TRIALS = 100_000;
  private static final int FROM = 1_000;

  /** Over how many trials the cost is taken. */
  private static final int SPAN = 5_000;

  @Override
  public void check(BenchSettings settings, Section bench) {
    settings.requireStudy(STUDY, bench);
  }

  @Override
  public void run(BenchSettings settings, Path folder, Consumer<Figure> figures) throws Exception {
    for (String searcher : SEARCHERS) {
      StudyDefinition study =
          StudyDefinition.load(
              settings.study(STUDY),
              List.of(
                  "study.dir=" + folder,
                  "study.name=" + searcher,
                  "study.trials=" + TRIALS,
                  "search.algorithm=" + searcher,
                  "spark.master=local[2]"));
      Probe probe = new Probe();
      OwnDriver.run(study, probe);
      figures.accept(
          new Figure(
              searcher + "-trial-cost-growth",
              probe.last() / probe.first(),
              "ratio",
              "≤ 1.5, processor time a trial at 100,000 against 1,000"));
      figures.accept(
          new Figure(searcher + "-driver-heap", probe.heapMiB, "MiB", "< 512 at 100,000 trials"));
      figures.accept(
          new Figure(searcher + "-resume-time", resumeSeconds(study), "s", "≤ 10 of 100,000"));
    }
  }

  /** Reads the journal, and shows the searcher all of it: what a driver does before it goes on. */
  private static double resumeSeconds(StudyDefinition study) throws Exception {
    long start = System.nanoTime();
    try (Journal journal = study.store().openJournal(notice -> {});
        StudySession session = new StudySession(study, journal, journal.read())) {
      session.run();
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** Looks at the process as the study passes certain trials. */
  private static final class Probe implements StudyListener {

    private final long[] marks = {FROM, FROM + SPAN, TRIALS - SPAN, TRIALS};
    private final double[] nanos = new double[marks.length];
    private final int[] told = new int[marks.length];
    private int passed;
    private double heapMiB;

    @Override
    public void progressed(StudyState state, RunningTrials running, List<Event> events) {
      while (passed < marks.length && state.told() >= marks[passed]) {
        nanos[passed] = ProcessorTime.nanos();
        told[passed++] = state.told();
        if (passed == marks.length) {
          System.gc();
          heapMiB =
              ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
                  / (double) (1 << 20);
        }
      }
    }

    double first() {
      return (nanos[1] - nanos[0]) / (told[1] - told[0]);
    }

    double last() {
      return (nanos[3] - nanos[2]) / (told[3] - told[2]);
    }
  }
}
