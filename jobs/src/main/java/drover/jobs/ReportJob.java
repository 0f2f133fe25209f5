package drover.jobs;

import drover.core.HadoopFiles;
import drover.core.config.MistakesException;
import drover.core.journal.Event;
import drover.core.journal.Journals;
import drover.core.journal.UnreadableJournalException;
import drover.core.report.StudyTable;
import drover.core.space.SearchSpace;
import drover.core.study.StudyFolder;
import drover.core.study.StudyState;
import drover.jobs.study.HadoopConf;
import drover.jobs.study.PopulationText;
import drover.jobs.study.StudyLocation;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints a study's table again, from its journal alone: no Spark, no study file needed. */
@Command(
    name = "report",
    description = "Prints how a study stands or ended, from its journal.",
    mixinStandardHelpOptions = true)
final class ReportJob implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "STUDY",
      description = "The study's folder, such as studies/digits, or its study file.")
  private String study = "";

  @Parameters(
      index = "1..*",
      paramLabel = "KEY=VALUE",
      description =
          "Settings that override the study file's, such as study.name=other; spark.hadoop.… of a folder.")
  private List<String> overrides = List.of();

  @Override
  public Integer call() throws UnreadableJournalException {
    try {
      return report();
    } catch (UnreadableJournalException e) {
      throw e;
    } catch (IOException e) {
      throw new MistakesException(List.of(study + ": cannot be read: " + HadoopFiles.reason(e)));
    }
  }

  private int report() throws IOException {
    if (study.endsWith(".conf")) {
      StudyLocation location = StudyLocation.of(study, overrides);
      return report(location.folder(), location.hadoop(), Optional.of(location.space()));
    }
    Configuration hadoop = HadoopConf.of(overrides);
    return report(new StudyFolder(new Path(study), hadoop), hadoop, Optional.empty());
  }

  private static int report(StudyFolder folder, Configuration hadoop, Optional<SearchSpace> space)
      throws IOException {
    List<Event> events = Journals.read(folder.journal(), hadoop);
    if (events.isEmpty()) {
      System.err.println("There is no study in " + folder.display());
      return 2;
    }
    StudyState state = StudyState.of(events);
    System.out.print(StudyTable.of(state));
    space.ifPresent(known -> System.out.print(PopulationText.of(known, state)));
    return 0;
  }
}
