package drover.core.journal;

import static drover.core.journal.DriverMain.events;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class JournalKillTest {
  private static final int KILLS = 30;

  @TempDir Path dir;

  /** Every third driver is killed at some moment of its start, the others while they write. */
  @Test
  @Timeout(300)
  void nothingCommittedIsLostHoweverOftenTheDriverIsKilled() throws Exception {
    var folder = new org.apache.hadoop.fs.Path(dir.resolve("journal").toString());
    Configuration conf = new Configuration();
    Random random = new Random(7);
    int known = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      try (DriverProcess driver = new DriverProcess(folder, Journals.LEASE)) {
        driver.await(kill % 3 == 0 ? "started" : "committed");
        Thread.sleep(random.nextInt(300));
        int committed = Math.max(known, driver.kill());
        try (Journal journal =
            Journals.open(folder, conf, new Terms(Journals.LEASE, false, notice -> {}))) {
          int found = journal.read().size();
          assertThat(found).as("events after kill %d", kill).isGreaterThanOrEqualTo(committed);
          journal.append(events(found, found + 1));
          known = found + 1;
        }
        assertThat(Journals.read(folder, conf)).isEqualTo(events(0, known));
      }
    }
  }
}
