package drover.jobs;

import drover.core.config.MistakesException;
import drover.core.report.SpaceText;
import drover.jobs.study.StudyDefinition;
import drover.spark.Executors;
import drover.spark.SparkContexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Reads and checks a study file, and says what it means, without starting a trial. */
@Command(
    name = "check",
    description =
        "Reads a study file and prints its search space, its effective config and the machine, or"
            + " on a cluster those of its executors.",
    mixinStandardHelpOptions = true)
final class CheckJob implements Callable<Integer> {

  @Mixin private StudyArguments arguments = new StudyArguments();

  @Override
  public Integer call() throws InterruptedException {
    StudyDefinition study = arguments.definition();
    System.out.print(SpaceText.of(study.space()));
    int window = study.settings().parallelism().of(1);
    System.out.printf("Search, %d at once: %s%n", window, study.text(study.newSearcher(window)));
    printNeeds(study.needs().lines(), study);
    System.out.println();
    System.out.println("Config");
    study.file().settings().forEach(setting -> System.out.println("  " + setting));
    requireSupported(machines(study));
    return 0;
  }

  private static void printNeeds(List<String> lines, StudyDefinition study) {
    if (!lines.isEmpty()) {
      System.out.println();
      System.out.println("Networks");
      lines.forEach(line -> System.out.println("  " + line));
      study
          .workerLimits()
          .ifPresent(
              limits -> System.out.printf("  worker.off-heap: %d MiB%n", limits.offHeap() >> 20));
    }
  }

  /** This machine; on a cluster, as spark-submit names it, those of its executors. */
  private static Map<String, Machine> machines(StudyDefinition study) throws InterruptedException {
    boolean gpu = study.resources().needGpu();
    if (System.getProperty("spark.master", "local").startsWith("local")) {
      return Map.of("Machine", Machine.here(gpu));
    }
    try (JavaSparkContext spark =
        SparkContexts.start(
            "drover check", study.file().spark(), study.workerLimits(), study.resources())) {
      Map<String, Machine> machines = new TreeMap<>();
      Executors.ask(spark, () -> Machine.here(gpu))
          .forEach((name, machine) -> machines.put("Executor " + name, machine));
      return machines;
    }
  }

  private static void requireSupported(Map<String, Machine> machines) {
    List<String> mistakes = new ArrayList<>();
    machines.forEach(
        (name, machine) -> {
          System.out.println();
          System.out.println(name);
          machine.lines().forEach(line -> System.out.println("  " + line));
          machine.unsupported().forEach(why -> mistakes.add(name + ": " + why));
        });
    if (!mistakes.isEmpty()) {
      throw new MistakesException(mistakes);
    }
  }
}
