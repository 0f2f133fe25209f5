package drover.jobs;

import drover.core.journal.End;
import drover.core.journal.Journal;
import drover.core.report.StudyTable;
import drover.core.study.RunningTrials;
import drover.core.study.StudyState;
import drover.jobs.study.StudyDefinition;
import drover.jobs.study.StudySession;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** One driver's part of a study, from the look at its journal to its outputs. */
final class StudyRun {

  private StudyRun() {}

  /** Runs a study to its end, or continues it; the exit code. */
  static int of(StudyDefinition study) throws IOException, InterruptedException {
    StudyState before = StudyState.of(study.store().journaled());
    study.refuseIfChanged(before);
    if (study.plan().isDone(before)) {
      return alreadyDone(study, before);
    }
    study.store().create();
    Consumer<String> notice = System.out::println;
    try (Journal journal = study.store().openJournal(notice)) {
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
