package drover.jobs.bench;

import drover.core.journal.Event;
import drover.core.journal.Journals;
import drover.core.study.StudyFolder;
import drover.core.study.StudyState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * A study that a measure ran in a process of its own.
 *
 * @param folder the study's
 * @param seconds how long the process took
 * @param events the study's journal
 */
record StudyOfBench(Path folder, double seconds, List<Event> events) {

  StudyOfBench {
    events = List.copyOf(events);
  }

  /** Runs a study file's search. */
  static StudyOfBench run(String file, Path dir, String name, String... settings)
      throws IOException, InterruptedException {
    return run("tune", file, dir, name, settings);
  }

  /**
   * Runs a job that has a study's folder.
   *
   * @param dir where the study's folder and its log go
   * @param name the study's, and its folder's
   */
  static StudyOfBench run(String job, String file, Path dir, String name, String... settings)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(List.of(job, file, "study.dir=" + dir, "study.name=" + name));
    arguments.addAll(Arrays.asList(settings));
    double seconds =
        DroverProcess.run(dir.resolve(name + ".log"), arguments.toArray(String[]::new));
    Configuration hadoop = new Configuration();
    StudyFolder folder = StudyFolder.of(dir.toString(), name, hadoop);
    return new StudyOfBench(dir.resolve(name), seconds, Journals.read(folder.journal(), hadoop));
  }

  /** What the journal says. */
  StudyState state() {
    return StudyState.of(events);
  }

  /** A metric of the test part. */
  double tested(String metric) {
    return events.stream()
        .filter(Event.Tested.class::isInstance)
        .map(Event.Tested.class::cast)
        .map(test -> test.metrics().get(metric))
        .findFirst()
        .orElseThrow();
  }
}
