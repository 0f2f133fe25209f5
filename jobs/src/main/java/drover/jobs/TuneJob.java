package drover.jobs;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs a study, or continues it where its last driver left off. */
@Command(
    name = "tune",
    description = {
      "Searches good params: runs the study of a study file, or continues it.",
      "The same command on a finished study ends at once; with more trials or time it goes on."
    },
    mixinStandardHelpOptions = true)
final class TuneJob implements Callable<Integer> {

  @Mixin private StudyArguments arguments = new StudyArguments();
  @Mixin private AwaitedRun run = new AwaitedRun();

  @Override
  public Integer call() throws Exception {
    return run.of(arguments, () -> StudyRun.of(arguments.definition()));
  }
}
