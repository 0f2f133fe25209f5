package drover.jobs;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Trains the network of a study file without ranges on all data but the test part. */
@Command(
    name = "train",
    description = {
      "Trains the network of a study file without ranges, such as best.conf, on training and",
      "validation data, and measures it on the test data once; on one worker, or data-parallel.",
      "The same command goes on where a run broke off, and ends at once when all is done."
    },
    mixinStandardHelpOptions = true)
final class TrainJob implements Callable<Integer> {

  @Mixin private StudyArguments arguments = new StudyArguments();
  @Mixin private AwaitedRun run = new AwaitedRun();

  @Override
  public Integer call() throws Exception {
    return run.of(arguments, () -> StudyRun.of(arguments.training()));
  }
}
