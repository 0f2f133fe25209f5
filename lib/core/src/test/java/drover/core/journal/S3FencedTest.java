package drover.core.journal;

import static drover.core.journal.DriverMain.events;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import drover.core.S3Server;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S3 by Hadoop 3.4.2, which creates a file exclusively by a conditional request. */
@Tag("slow")
class S3FencedTest {
  private static final int WRITERS = 16;

  @TempDir java.nio.file.Path dir;

  @Test
  void ofManyWritersOfAFileOneWins() throws Exception {
    try (S3Server s3 = S3Server.start(dir)) {
      Path file = s3.newFolder();
      FileSystem files = file.getFileSystem(s3.conf());
      List<Callable<Optional<String>>> writers = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        String name = "writer " + writer;
        writers.add(() -> write(files, file, name));
      }
      List<String> winners = new ArrayList<>();
      ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
      try {
        for (Future<Optional<String>> writer : threads.invokeAll(writers)) {
          writer.get().ifPresent(winners::add);
        }
      } finally {
        threads.shutdownNow();
      }

      try (InputStream in = files.open(file)) {
        assertThat(winners).containsExactly(new String(in.readAllBytes(), UTF_8));
      }
    }
  }

  private static Optional<String> write(FileSystem files, Path file, String name) {
    try {
      Exclusive.write(files, file, name.getBytes(UTF_8));
      return Optional.of(name);
    } catch (IOException lost) {
      return Optional.empty();
    }
  }

  @Test
  void aJournalIsFencedWithoutAWord() throws Exception {
    try (S3Server s3 = S3Server.start(dir)) {
      Path folder = s3.newFolder();
      Configuration conf = s3.conf();
      List<String> notices = new ArrayList<>();
      try (Journal journal =
          Journals.open(folder, conf, new Terms(JournalContract.LEASE, true, notices::add))) {
        journal.append(events(0, 1));
      }

      assertThat(Journals.read(folder, conf)).isEqualTo(events(0, 1));
      assertThat(notices).isEmpty();
    }
  }
}
