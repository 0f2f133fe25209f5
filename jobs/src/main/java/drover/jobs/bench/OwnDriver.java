package drover.jobs.bench;

import drover.core.journal.End;
import drover.core.journal.Journal;
import drover.core.study.StudyListener;
import drover.jobs.study.StudyDefinition;
import drover.jobs.study.StudySession;
import java.io.IOException;
import java.util.List;

/** Runs studies with this JVM as their driver, for measures that look into it. */
final class OwnDriver {

  private OwnDriver() {}

  /**
   * Runs a new study to its end.
   *
   * @throws IOException if it came to another end than that all its trials had theirs
   */
  static void run(StudyDefinition study, StudyListener probe)
      throws IOException, InterruptedException {
    study.store().create();
    try (Journal journal = study.store().openJournal(notice -> {});
        StudySession session = new StudySession(study, journal, List.of())) {
      End end = session.run(probe);
      if (end.state() != End.State.COMPLETE) {
        throw new IOException("the study ended early: " + end.reason());
      }
    }
  }
}
