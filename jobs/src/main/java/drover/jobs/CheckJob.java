package drover.jobs;

import drover.core.report.SpaceText;
import drover.jobs.study.StudyDefinition;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Reads and checks a study file, and says what it means, without starting anything. */
@Command(
    name = "check",
    description =
        "Reads a study file and prints its search space, its effective config and the machine.",
    mixinStandardHelpOptions = true)
final class CheckJob implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "The study file (a path or Hadoop URI).")
  private String file = "";

  @Parameters(
      index = "1..*",
      paramLabel = "KEY=VALUE",
      description = "Settings that override the file's, such as study.trials=100.")
  private List<String> overrides = List.of();

  @Override
  public Integer call() {
    StudyDefinition study = StudyDefinition.load(file, overrides);
    System.out.print(SpaceText.of(study.space()));
    System.out.println();
    System.out.println("Config");
    study.file().settings().forEach(setting -> System.out.println("  " + setting));
    System.out.println();
    System.out.println("Machine");
    Machine.describe().forEach(line -> System.out.println("  " + line));
    return 0;
  }
}
