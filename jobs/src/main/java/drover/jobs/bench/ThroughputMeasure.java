package drover.jobs.bench;

import drover.core.config.Section;
import drover.core.journal.Event;
import drover.core.study.RunningTrials;
import drover.core.study.StudyListener;
import drover.core.study.StudyState;
import drover.jobs.study.StudyDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Trials that cost nothing: how many a second on two slots and on a cluster of two workers, and how
 * much the driver's heap grows.
 */
final class ThroughputMeasure implements Measure {

  private static final String STUDY = "bench-throughput.conf";
  private static final String MASTER = "spark.master=local[2]";

  @Override
  public void check(BenchSettings settings, Section bench) {
    settings.requireStudy(STUDY, bench);
  }

  @Override
  public void run(BenchSettings settings, Path folder, Consumer<Figure> figures) throws Exception {
    String file = settings.study(STUDY);
    String[] study = {"study.dir=" + folder, MASTER};
    double seconds =
        DroverProcess.run(folder.resolve("study.log"), "tune", file, study[0], study[1]);
    StudyDefinition second =
        StudyDefinition.load(file, List.of(study[0], study[1], "study.name=heap"));
    int trials = second.settings().trials();
    figures.accept(
        new Figure(
            "trivial-trials-per-second",
            trials / seconds,
            "trials/s",
            "≥ 300; SparkTrials about 1, Optuna's journal alone 100 to 170"));
    figures.accept(
        new Figure(
            "trivial-trials-per-second-cluster",
            trials / clusterSeconds(file, folder),
            "trials/s",
            "≥ 150 on two workers"));
    figures.accept(new Figure("driver-heap-growth", heapGrowth(second), "MiB", "< 100"));
  }

  private static double clusterSeconds(String file, Path folder) throws Exception {
    Path work = Files.createDirectory(folder.resolve("cluster"));
    try (SparkCluster cluster = new SparkCluster(work, 1)) {
      List<String> arguments = new ArrayList<>(List.of("tune", file, "study.dir=" + work));
      arguments.addAll(cluster.settings());
      return DroverProcess.run(work.resolve("study.log"), arguments.toArray(String[]::new));
    }
  }

  /** Growth of the live heap from the first tenth of the trials to the last trial. */
  private static double heapGrowth(StudyDefinition study) throws Exception {
    HeapProbe probe = new HeapProbe(study.settings().trials());
    OwnDriver.run(study, probe);
    return (probe.used.get(1) - probe.used.get(0)) / (double) (1 << 20);
  }

  private static final class HeapProbe implements StudyListener {
    private final int trials;
    private final List<Long> used = new ArrayList<>();

    HeapProbe(int trials) {
      this.trials = trials;
    }

    @Override
    public void progressed(StudyState state, RunningTrials running, List<Event> events) {
      boolean early = used.isEmpty() && state.told() >= trials / 10;
      boolean last = used.size() == 1 && state.told() >= trials;
      if (early || last) {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        used.add(runtime.totalMemory() - runtime.freeMemory());
      }
    }
  }
}
