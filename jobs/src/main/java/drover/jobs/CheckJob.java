package drover.jobs;

import drover.core.report.SpaceText;
import drover.jobs.study.StudyDefinition;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Reads and checks a study file, and says what it means, without starting anything. */
@Command(
    name = "check",
    description =
        "Reads a study file and prints its search space, its effective config and the machine.",
    mixinStandardHelpOptions = true)
final class CheckJob implements Callable<Integer> {

  @Mixin private StudyArguments arguments = new StudyArguments();

  @Override
  public Integer call() {
    StudyDefinition study = arguments.definition();
    System.out.print(SpaceText.of(study.space()));
    int window = study.settings().parallelism().of(1);
    System.out.printf("Search, %d at once: %s%n", window, study.text(study.newSearcher(window)));
    System.out.println();
    System.out.println("Config");
    study.file().settings().forEach(setting -> System.out.println("  " + setting));
    System.out.println();
    System.out.println("Machine");
    Machine.describe().forEach(line -> System.out.println("  " + line));
    return 0;
  }
}
