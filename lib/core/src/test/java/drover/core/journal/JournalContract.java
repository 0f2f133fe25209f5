package drover.core.journal;

import static drover.core.journal.DriverMain.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a journal promises on every file system. */
@Timeout(120)
abstract class JournalContract {

  /** Long enough for a driver on a busy machine to show a sign of life in it. */
  static final Duration LEASE = Duration.ofSeconds(5);

  private final List<String> notices = new ArrayList<>();

  /** The folder of a journal of this test's own. */
  abstract Path folder();

  /** A client's settings. */
  abstract Configuration conf();

  /** The file system, without checksum files of Hadoop's. */
  abstract FileSystem files() throws IOException;

  final Journal open() throws IOException {
    return Journals.open(folder(), conf(), new Terms(LEASE, false, notices::add));
  }

  final List<Event> read() throws IOException {
    return Journals.read(folder(), conf());
  }

  /** One driver's life: a commit for each pair of neighbouring numbers. */
  final void drive(int... bounds) throws IOException {
    try (Journal journal = open()) {
      for (int i = 1; i < bounds.length; i++) {
        journal.append(events(bounds[i - 1], bounds[i]));
      }
    }
  }

  @Test
  void aFolderWithoutJournalHoldsNoEvents() throws IOException {
    assertThat(Journals.exists(folder(), conf())).isFalse();
    assertThat(read()).isEmpty();
  }

  @Test
  void eventsOfSeveralDriversComeBackInOrder() throws IOException {
    drive(0, 1, 4, 4, 20);
    drive(20);
    drive(20, 21, 22);

    assertThat(Journals.exists(folder(), conf())).isTrue();
    assertThat(read()).isEqualTo(events(0, 22));
    try (Journal journal = open()) {
      assertThat(journal.read()).isEqualTo(events(0, 22));
    }
    assertThat(notices).noneMatch(notice -> notice.contains("waiting"));
  }

  @Test
  void aCommitIsSeenByAnotherReaderAtOnce() throws IOException {
    try (Journal journal = open()) {
      for (int committed = 0; committed < 30; committed += 3) {
        journal.append(events(committed, committed + 3));

        assertThat(read()).isEqualTo(events(0, committed + 3));
        assertThat(journal.read()).isEqualTo(events(0, committed + 3));
      }
    }
  }

  @Test
  void aRecordLongerThanAnyBufferComesBack() throws IOException {
    String config = "x".repeat(300_000);
    Event opened = new Event.Opened(Instant.EPOCH, "0.1.0", "digits", 7, 4, List.of(), config);
    try (Journal journal = open()) {
      journal.append(List.of(opened));
      journal.append(events(0, 3));
    }

    List<Event> events = new ArrayList<>(List.of(opened));
    events.addAll(events(0, 3));
    assertThat(read()).isEqualTo(events);
  }

  @Test
  void anotherDriverIsRefusedWhileOneLives() throws IOException {
    try (Journal journal = open()) {
      journal.append(events(0, 2));

      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(this::open)
            .isInstanceOf(StudyBusyException.class)
            .hasMessageContaining(JournalStore.DRIVER);
      }
      journal.append(events(2, 3));
    }
    drive(3, 4);

    assertThat(read()).isEqualTo(events(0, 4));
  }

  @Test
  void ofSeveralDriversThatComeAtOnceOneGoesOn() throws Exception {
    drive(0, 2);
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<Future<Journal>> drivers = threads.invokeAll(Collections.nCopies(16, this::open));
      List<Journal> open = new ArrayList<>();
      for (Future<Journal> driver : drivers) {
        try {
          open.add(driver.get());
        } catch (ExecutionException e) {
          assertThat(e).hasCauseInstanceOf(IOException.class);
        }
      }
      assertThat(open).hasSize(1);
      try (Journal journal = open.get(0)) {
        journal.append(events(2, 4));
      }
      assertThat(read()).isEqualTo(events(0, 4));
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void anotherProcessesDriverIsFollowedOnlyWhenItIsDead() throws Exception {
    try (DriverProcess driver = new DriverProcess(folder(), conf(), LEASE)) {
      driver.await("committed");

      assertThatThrownBy(this::open)
          .isInstanceOf(StudyBusyException.class)
          .hasMessageContaining(driver.pid() + "@");
      assertThat(read()).isNotEmpty();

      int committed = driver.kill();
      try (Journal journal = open()) {
        int found = journal.read().size();
        assertThat(found).isGreaterThanOrEqualTo(committed);
        journal.append(events(found, found + 2));
        assertThat(read()).isEqualTo(events(0, found + 2));
      }
    }
  }

  @Test
  void aClosedJournalRefusesCommits() throws IOException {
    Journal journal = open();
    journal.close();
    journal.close();

    assertThatThrownBy(() -> journal.append(events(0, 1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("closed");
    assertThat(read()).isEmpty();
  }

  /** A driver that sleeps for longer than its lease finds out when it wakes up. */
  final void overtakeASleepingDriver() throws Exception {
    try (DriverProcess driver = new DriverProcess(folder(), conf(), LEASE)) {
      driver.await("committed");
      driver.signal("STOP");

      try (Journal journal = open()) {
        int found = journal.read().size();
        journal.append(events(found, found + 2));
        driver.signal("CONT");
        assertThat(driver.await("refused")).contains("StudyBusyException");
        assertThat(driver.exit()).isEqualTo(4);
        journal.append(events(found + 2, found + 4));

        assertThat(read()).isEqualTo(events(0, found + 4));
      }
    }
  }
}
