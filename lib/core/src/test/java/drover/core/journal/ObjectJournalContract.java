package drover.core.journal;

import static drover.core.journal.DriverMain.events;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a journal promises where each commit is a file. */
abstract class ObjectJournalContract extends JournalContract {

  @Test
  void ofManyCommitsFewFilesAreLeft() throws Exception {
    int commits = Blocks.FAN_IN * 2 + 3;
    try (Journal journal = open()) { // whose beginning is a commit, too
      for (int next = 0; next < commits; next++) {
        journal.append(events(next, next + 1));
      }
      while (files().listStatus(folder()).length > 10) { // they are merged in the background
        Thread.sleep(20);
      }
      assertThat(read()).isEqualTo(events(0, commits));
    }

    assertThat(read()).isEqualTo(events(0, commits));
    drive(commits, commits + 1);
    assertThat(read()).isEqualTo(events(0, commits + 1));
  }

  @Test
  void aDriverThatWasOvertakenInItsSleepWritesNoMore() throws Exception {
    overtakeASleepingDriver();
  }
}
