package drover.jobs;

import drover.core.Goal;
import drover.jobs.compare.ArmResult;
import drover.jobs.compare.Comparison;
import drover.jobs.compare.ComparisonTable;
import drover.jobs.study.StudyDefinition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the arms of a comparison one after another, and prints one table. */
@Command(
    name = "compare",
    description = {
      "Runs each arm of the section compare as a study of its own and prints one table.",
      "The same command goes on where the last one left off."
    },
    mixinStandardHelpOptions = true)
final class CompareJob implements Callable<Integer> {

  /** Exit codes from here on are signals. */
  private static final int SIGNALS = 128;

  private static final int NOT_SCORED = 3;

  @Mixin private StudyArguments arguments = new StudyArguments();
  @Mixin private AwaitedRun run = new AwaitedRun();

  @Override
  public Integer call() throws Exception {
    return run.of(arguments, this::compare);
  }

  private int compare() throws Exception {
    Comparison comparison = arguments.comparison();
    Map<String, Optional<ArmResult>> results = new LinkedHashMap<>();
    for (Map.Entry<String, StudyDefinition> arm : comparison.arms().entrySet()) {
      System.out.println();
      int exit = StudyRun.of(arm.getValue());
      if (exit >= SIGNALS) {
        return exit;
      }
      results.put(
          arm.getKey(), ArmResult.of(arm.getValue().store().journaled(), comparison.target()));
    }
    Goal goal = comparison.arms().values().iterator().next().plan().goals().get(0);
    ComparisonTable table = new ComparisonTable(goal, comparison.target(), results);
    comparison.location().folder().create();
    comparison.location().folder().write("comparison.csv", table.csv());
    System.out.println();
    System.out.print(table.text());
    System.out.println("In " + comparison.location().folder().display() + "/comparison.csv");
    return results.values().stream().anyMatch(Optional::isPresent) ? 0 : NOT_SCORED;
  }
}
