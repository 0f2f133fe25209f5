package drover.core.journal;

import static drover.core.journal.DriverMain.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.core.MiniHdfs;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class HdfsJournalTest extends GrowingJournalContract {
  @TempDir static java.nio.file.Path dir;
  private static MiniHdfs hdfs;
  private static FileSystem files;

  private final Configuration conf = hdfs.conf();
  private final Path folder = new Path(new Path(hdfs.uri()), "/" + UUID.randomUUID() + "/journal");

  @BeforeAll
  static void start() throws IOException {
    hdfs = MiniHdfs.start(dir);
    Configuration quick = hdfs.conf();
    // Else a client asks for the first time after 400 ms whether a written file is complete.
    quick.setInt("dfs.client.block.write.locateFollowingBlock.initial.delay.ms", 5);
    files = FileSystem.newInstance(hdfs.uri(), quick);
  }

  @AfterAll
  static void stop() throws IOException {
    files.close();
    hdfs.close();
  }

  @Override
  Path folder() {
    return folder;
  }

  @Override
  Configuration conf() {
    return conf;
  }

  @Override
  FileSystem files() {
    return files;
  }

  /** HDFS itself would keep the dead driver's file for 60 seconds. */
  @Test
  @Timeout(45)
  void aDeadDriverIsFollowedAfterOneLease() throws Exception {
    List<String> notices = new ArrayList<>();
    try (DriverProcess driver = new DriverProcess(folder, conf, LEASE)) {
      driver.await("committed");
      driver.kill();

      try (Journal journal = Journals.open(folder, conf, new Terms(LEASE, false, notices::add))) {
        int found = journal.read().size();
        journal.append(events(found, found + 1));
      }
      assertThat(notices).hasSize(3);
      assertThat(notices.get(0)).contains(driver.pid() + "@").contains("waiting 5 s");
      assertThat(notices.get(1)).contains("taking the study over");
      assertThat(notices.get(2)).contains("segment-00000001");
    }
  }

  @Test
  void aDeadDriversFileIsFoundBehindAViewOfHdfs() throws Exception {
    Configuration view = new Configuration(conf);
    view.set("fs.viewfs.mounttable.all.link./mounted", folder.getParent().toString());
    Path mounted = new Path("viewfs://all/mounted/journal");
    List<String> notices = new ArrayList<>();
    try (DriverProcess driver = new DriverProcess(folder, conf, LEASE)) {
      driver.await("committed");
      driver.kill();
    }

    try (Journal journal = Journals.open(mounted, view, new Terms(LEASE, false, notices::add))) {
      journal.append(events(read().size(), read().size() + 1));
    }
    assertThat(notices).anyMatch(notice -> notice.equals("recovering the lease of " + segment(1)));
    assertThat(read()).isEqualTo(events(0, read().size()));
  }

  @Test
  void aDriverThatWasOvertakenInItsSleepWritesNoMore() throws Exception {
    overtakeASleepingDriver();
  }

  @Test
  void aDriverThatSeesItsSuccessorStops() throws Exception {
    Path heartbeat = new Path(folder, "heartbeat");
    try (Journal journal = open()) {
      files.create(segment(2)).close();

      assertThatThrownBy(() -> appendForever(journal))
          .isInstanceOf(StudyBusyException.class)
          .hasMessageContaining("taken the study over");
    }
    assertThat(files.exists(heartbeat)).as("left to the successor").isTrue();
  }

  @Test
  void aDriverThatCannotWriteLooksForASuccessor() throws Exception {
    Terms patient = new Terms(Duration.ofHours(1), false, notice -> {}); // no beat by itself
    try (Journal journal = Journals.open(folder, conf, patient)) {
      files.create(segment(2)).close();
      HdfsLease.recover(files, segment(1), notice -> {});

      assertThatThrownBy(() -> appendForever(journal))
          .isInstanceOf(StudyBusyException.class)
          .hasMessageContaining("taken the study over");
    }
  }

  @Test
  @Timeout(60)
  void aDriverThatHasNothingToWriteHearsOfItsSuccessor() throws Exception {
    try (Journal journal = open()) {
      journal.requireLive();
      files.create(segment(2)).close();

      assertThatThrownBy(() -> liveForever(journal)).isInstanceOf(StudyBusyException.class);
    }
  }

  private static void liveForever(Journal journal) throws Exception {
    while (true) {
      journal.requireLive();
      Thread.sleep(20);
    }
  }

  private static void appendForever(Journal journal) throws IOException {
    for (int next = 0; true; next++) {
      journal.append(events(next, next + 1));
    }
  }
}
