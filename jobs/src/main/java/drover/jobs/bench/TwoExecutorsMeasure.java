package drover.jobs.bench;

import drover.core.config.Section;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What the job train reaches on two executors beside one worker, on the same network and data. */
final class TwoExecutorsMeasure implements Measure {

  private static final String STUDY = "bench-lenet.conf";
  private static final String DATA = "fashion-mnist";

  @Override
  public List<String> data() {
    return List.of(DATA);
  }

  @Override
  public void check(BenchSettings settings, Section bench) {
    settings.requireStudy(STUDY, bench);
  }

  @Override
  public void run(BenchSettings settings, Path folder, Consumer<Figure> figures) throws Exception {
    StudyOfBench one = train(settings, folder, "one", List.of("spark.master=local[1]"));
    StudyOfBench two;
    try (SparkCluster cluster =
        new SparkCluster(Files.createDirectory(folder.resolve("cluster")), 1)) {
      List<String> parallel = new ArrayList<>(cluster.settings());
      parallel.addAll(List.of("train.data-parallel=true", "train.workers=2"));
      two = train(settings, folder, "two", parallel);
    }
    double accuracy = one.tested("accuracy");
    figures.accept(
        new Figure("train-one-worker-accuracy", accuracy, "share", "as the next figure"));
    figures.accept(
        new Figure(
            "train-two-executors-accuracy-loss",
            accuracy - two.tested("accuracy"),
            "share",
            "≤ 0.01 below one worker"));
    figures.accept(
        new Figure(
            "train-two-executors-time",
            two.seconds() / one.seconds(),
            "ratio",
            "to one worker, start of Spark and all included; 0.5 is best"));
  }

  private static StudyOfBench train(
      BenchSettings settings, Path folder, String name, List<String> more) throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of(
                "objective.data.source=" + settings.data(DATA),
                "objective.training.updater.adam.learning-rate=1e-3"));
    all.addAll(more);
    return StudyOfBench.run(
        "train", settings.study(STUDY), folder, name, all.toArray(String[]::new));
  }
}
