package drover.core.journal;

import static drover.core.journal.DriverMain.events;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class JournalKillTest {
  @TempDir Path dir;

  @Test
  @Timeout(120)
  void nothingCommittedIsLostWhenTheDriverIsKilled() throws Exception {
    kill(6);
  }

  @Test
  @Tag("slow")
  @Timeout(600)
  void nothingCommittedIsLostHoweverOftenTheDriverIsKilled() throws Exception {
    kill(40);
  }

  /** Every third driver is killed at some moment of its start, the others while they write. */
  private void kill(int kills) throws Exception {
    var folder = new org.apache.hadoop.fs.Path(dir.resolve("journal").toString());
    Configuration conf = new Configuration();
    Random random = new Random(7);
    int known = 0;
    for (int kill = 0; kill < kills; kill++) {
      try (DriverProcess driver = new DriverProcess(folder, conf, Journals.LEASE)) {
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
