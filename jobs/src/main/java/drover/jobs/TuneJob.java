package drover.jobs;

import drover.core.journal.End;
import drover.core.journal.Journal;
import drover.core.report.StudyTable;
import drover.core.study.RunningTrials;
import drover.core.study.StudyState;
import drover.jobs.study.StudyDefinition;
import drover.jobs.study.StudyLocation;
import drover.jobs.study.StudySession;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
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
      return tune();
    }
    // Before anything else: who waits meets the same mistake where the folder cannot be known.
    StudyLocation location = arguments.location();
    RunEnd end = new RunEnd(1, "The driver died; its log says why");
    try {
      end = new RunEnd(tune(), "");
      return end.exit();
    } catch (Exception e) {
      end = RunEnd.of(e);
      throw e;
    } finally {
      end.leave(location, run.get());
    }
  }

  private int tune() throws IOException, InterruptedException {
    return tune(arguments.definition());
  }

  /** Runs a study, or continues it; the exit code. */
  static int tune(StudyDefinition study) throws IOException, InterruptedException {
    StudyState before = StudyState.of(study.journaled());
    study.refuseIfChanged(before);
    if (study.plan().isDone(before)) {
      return alreadyDone(study, before);
    }
    study.createFolder();
    Consumer<String> notice = System.out::println;
    try (Journal journal = study.openJournal(notice)) {
      return run(study, journal);
    }
  }

  private static int run(StudyDefinition study, Journal journal)
      throws IOException, InterruptedException {
    try (StudySession session = new StudySession(study, journal, journal.read())) {
      return session.run().exit();
    }
  }

  /**
   * Nothing to run: writes the outputs again, since the last driver may have died before it did.
   */
  private static int alreadyDone(StudyDefinition study, StudyState state) {
    End end = state.ended().orElseThrow().end();
    study.outputs().forEach(output -> output.progressed(state, RunningTrials.NONE, List.of()));
    System.out.println(
        "Already done (" + end.reason() + "): nothing to run in " + study.folder().display());
    System.out.println();
    System.out.print(StudyTable.of(state));
    return end.exit();
  }
}
