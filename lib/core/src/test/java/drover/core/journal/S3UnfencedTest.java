package drover.core.journal;

import static drover.core.journal.DriverMain.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.core.S3Server;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S3 by Hadoop 3.3, which cannot create a file exclusively. */
@Tag("slow")
class S3UnfencedTest {
  @TempDir java.nio.file.Path dir;

  @Test
  void itIsSaidThatThereIsNoFenceAndRefusedIfOneIsRequired() throws Exception {
    try (S3Server s3 = S3Server.start(dir)) {
      Path folder = s3.newFolder();
      Configuration conf = s3.conf();
      List<String> notices = new ArrayList<>();
      try (Journal journal =
          Journals.open(folder, conf, new Terms(JournalContract.LEASE, false, notices::add))) {
        journal.append(events(0, 1));
      }
      assertThat(notices).singleElement().asString().contains("by heartbeat and lease alone");

      Terms fenced = new Terms(JournalContract.LEASE, true, notices::add);
      assertThatThrownBy(() -> Journals.open(folder, conf, fenced))
          .isInstanceOf(UnfencedException.class);
      assertThat(Journals.read(folder, conf)).isEqualTo(events(0, 1));
    }
  }
}
