package drover.jobs.study;

import drover.core.HadoopFiles;
import drover.core.config.MistakesException;
import drover.core.config.StudySettings;
import drover.core.journal.Event;
import drover.core.journal.Journal;
import drover.core.journal.Journals;
import drover.core.journal.Terms;
import drover.core.journal.UnfencedException;
import drover.core.study.StudyFolder;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/**
 * Where a study keeps what it knows: its folder, and the journal in it.
 *
 * @param folder the study's own, which need not exist
 * @param hadoop how to reach it
 * @param requireFencing true if the journal must keep a second driver out for certain
 */
public record StudyStore(StudyFolder folder, Configuration hadoop, boolean requireFencing) {

  /**
   * The store of a study; nothing is made yet.
   *
   * @throws IOException if its folder can be seen not to be writable
   */
  static StudyStore of(StudySettings settings, Configuration hadoop) throws IOException {
    StudyFolder folder = StudyFolder.of(settings.dir(), settings.name(), hadoop);
    folder.requireWritable();
    return new StudyStore(folder, hadoop, settings.requireFencing());
  }

  /**
   * Makes the study's folder.
   *
   * @throws MistakesException if it cannot be written
   */
  public void create() {
    try {
      folder.create();
    } catch (IOException e) {
      throw new MistakesException(
          List.of("study.dir: cannot write to " + folder.display() + ": " + HadoopFiles.reason(e)));
    }
  }

  /** All events of the study so far; takes no lock. */
  public List<Event> journaled() throws IOException {
    return Journals.read(folder.journal(), hadoop);
  }

  /**
   * Makes this process the study's driver.
   *
   * @param notice is told, in a sentence for the user, if it waits for another driver
   * @throws MistakesException if the study requires fencing and lies where there is none
   */
  public Journal openJournal(Consumer<String> notice) throws IOException {
    Terms terms = new Terms(Journals.LEASE, requireFencing, notice);
    try {
      return Journals.open(folder.journal(), hadoop, terms);
    } catch (UnfencedException e) {
      throw new MistakesException(List.of("study.require-fencing: " + e.getMessage()));
    }
  }
}
