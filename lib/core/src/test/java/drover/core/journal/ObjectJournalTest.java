package drover.core.journal;

import static drover.core.journal.DriverMain.events;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectJournalTest extends ObjectJournalContract {
  @TempDir java.nio.file.Path dir;

  @Override
  Path folder() {
    return new Path("model://" + dir.resolve("study/journal"));
  }

  @Override
  Configuration conf() {
    Configuration conf = new Configuration();
    conf.setClass("fs.model.impl", ModelFileSystem.class, FileSystem.class);
    return conf;
  }

  @Override
  FileSystem files() throws IOException {
    return folder().getFileSystem(conf());
  }

  @Test
  void aStoreThatCreatesExclusivelyIsFenced() throws IOException {
    List<String> notices = new ArrayList<>();
    Journals.open(folder(), conf(), new Terms(LEASE, true, notices::add)).close();

    assertThat(notices).isEmpty();
  }

  @Test
  void ofManyDriversFewFilesAreLeft() throws IOException {
    int drivers = SegmentJournal.FILES / 2 + 1; // each leaves its claim and its commits
    for (int driver = 0; driver < drivers; driver++) {
      drive(driver, driver + 1);
    }

    assertThat(files().listStatus(folder()).length).isLessThan(SegmentJournal.FILES + 5);
    assertThat(read()).isEqualTo(events(0, drivers));
  }
}
