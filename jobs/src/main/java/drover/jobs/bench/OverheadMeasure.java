package drover.jobs.bench;

import drover.core.config.Section;
import drover.jobs.study.StudyDefinition;
import drover.spark.worker.WorkerCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a trial costs beyond its training: a study on two slots against two plain JVMs with the
 * flags of the study's workers.
 */
final class OverheadMeasure implements Measure {

  private static final String STUDY = "bench-overhead.conf";
  private static final int SLOTS = 2;

  @Override
  public void check(BenchSettings settings, Section bench) {
    settings.requireStudy(STUDY, bench);
  }

  @Override
  public void run(BenchSettings settings, Path folder, Consumer<Figure> figures) throws Exception {
    String study = settings.study(STUDY);
    double plain = plain(folder, study);
    double drover =
        DroverProcess.run(
            folder.resolve("study.log"),
            "tune",
            study,
            "study.dir=" + folder,
            "spark.master=local[" + SLOTS + "]");
    figures.accept(
        new Figure("trial-overhead", drover / plain, "ratio", "≤ 1.15; 1 is no overhead"));
    figures.accept(
        new Figure("trial-overhead-study-time", drover, "s", "the first figure's dividend"));
    figures.accept(
        new Figure("trial-overhead-plain-time", plain, "s", "the first figure's divisor"));
  }

  /** The seconds that two JVMs take for the same trials, half each, side by side. */
  private static double plain(Path folder, String study) throws IOException, InterruptedException {
    List<String> flags =
        WorkerCommand.flags(StudyDefinition.load(study, List.of()).workers(), folder);
    long start = System.nanoTime();
    List<Process> processes = new ArrayList<>();
    for (int part = 0; part < SLOTS; part++) {
      processes.add(
          DroverProcess.start(
              folder.resolve("plain-" + part + ".log"),
              flags,
              PlainTrials.class.getName(),
              study,
              folder.resolve("plain-" + part + ".zip").toString(),
              Integer.toString(part),
              Integer.toString(SLOTS)));
    }
    for (Process process : processes) {
      if (process.waitFor() != 0) {
        throw new IOException("a plain JVM failed: see " + folder);
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
