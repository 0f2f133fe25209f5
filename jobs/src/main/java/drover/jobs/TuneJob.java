package drover.jobs;

import drover.jobs.study.StudyLocation;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a study, or continues it where its last driver left off. */
@Command(
    name = "tune",
    description = {
      "Searches good params: runs the study of a study file, or continues it.",
      "The same command on a finished study ends at once; with more trials or time it goes on."
    },
    mixinStandardHelpOptions = true)
final class TuneJob implements Callable<Integer> {

  @Option(
      names = "--run",
      hidden = true,
      paramLabel = "ID",
      description = "Leaves in the study's folder how the run ended, for the job await.")
  private Optional<String> run = Optional.empty();

  @Mixin private StudyArguments arguments = new StudyArguments();

  @Override
  public Integer call() throws Exception {
    if (run.isEmpty()) {
      return StudyRun.of(arguments.definition());
    }
    // Before anything else: who waits meets the same mistake where the folder cannot be known.
    StudyLocation location = arguments.location();
    RunEnd end = new RunEnd(1, "The driver died; its log says why");
    try {
      end = new RunEnd(StudyRun.of(arguments.definition()), "");
      return end.exit();
    } catch (Exception e) {
      end = RunEnd.of(e);
      throw e;
    } finally {
      end.leave(location, run.get());
    }
  }
}
