package drover.jobs;

import drover.core.Searcher;
import drover.core.journal.End;
import drover.core.journal.Event;
import drover.core.journal.Journal;
import drover.core.journal.Journals;
import drover.core.report.ProgressText;
import drover.core.report.StudyTable;
import drover.core.study.ModelRetention;
import drover.core.study.StatusWriter;
import drover.core.study.Study;
import drover.core.study.StudyListener;
import drover.core.study.StudyPlan;
import drover.core.study.StudyState;
import drover.spark.SparkTrialRunner;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs a study, or continues it where its last driver left off. */
@Command(
    name = "tune",
    description = {
      "Searches good params: runs the study of a study file, or continues it.",
      "The same command on a finished study ends at once; with more trials or time it goes on."
    },
    mixinStandardHelpOptions = true)
final class TuneJob implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "FILE", description = "The study file (a path or Hadoop URI).")
  private String file = "";

  @Parameters(
      index = "1..*",
      paramLabel = "KEY=VALUE",
      description = "Settings that override the file's, such as study.trials=100.")
  private List<String> overrides = List.of();

  private final Clock clock = Clock.systemUTC();

  @Override
  public Integer call() throws IOException, InterruptedException {
    StudyDefinition study = StudyDefinition.load(file, overrides);
    study.folder().create();
    try (Journal journal = study.openJournal()) {
      List<Event> past = journal.read();
      StudyState state = StudyState.of(past);
      study.refuseIfChanged(state);
      StudyPlan plan = study.plan();
      if (plan.isDone(state)) {
        return alreadyDone(study, state);
      }
      return run(study, plan, journal, past, state);
    }
  }

  private int alreadyDone(StudyDefinition study, StudyState state) {
    End end = state.ended().orElseThrow().end();
    List.of(new StudyOutputs(study.folder(), study::bestConf), new StatusWriter(study.folder(), clock))
        .forEach(output -> output.progressed(state, List.of()));
    System.out.println("Already done (" + end.reason() + "): nothing to run.");
    System.out.println();
    System.out.print(StudyTable.of(state));
    return end.exit();
  }
}
