package drover.core.journal;

import static drover.core.journal.DriverMain.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalJournalTest extends GrowingJournalContract {
  private static final String STUDY = "a study of 5 % and ü/journal";

  @TempDir java.nio.file.Path dir;
  private final Configuration conf = new Configuration();

  @Override
  Path folder() {
    return new Path(dir.resolve(STUDY).toString());
  }

  @Override
  Configuration conf() {
    return conf;
  }

  @Override
  FileSystem files() throws IOException {
    return FileSystem.getLocal(conf).getRaw();
  }

  @Test
  void anInterruptedDriverStillCommits() throws IOException {
    try (Journal journal = open()) {
      Thread.currentThread().interrupt();
      journal.append(events(0, 2));
      assertThat(Thread.interrupted()).isTrue();
      journal.append(events(2, 3));
    }

    assertThat(read()).isEqualTo(events(0, 3));
  }

  @Test
  void aJournalIsContinuedWhateverTheDigitsOfTheLocale() throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      for (int driver = 0; driver < 2; driver++) {
        try (Journal journal = open()) {
          journal.append(events(driver, driver + 1));
        }
      }
    } finally {
      Locale.setDefault(before);
    }

    assertThat(read()).isEqualTo(events(0, 2));
  }

  @Test
  void anotherNameOfTheFolderIsTheSameStudy() throws IOException {
    Files.createSymbolicLink(dir.resolve("link"), dir);
    Path other = new Path(dir.resolve("link").resolve(STUDY).toString());

    try (Journal journal = open()) {
      assertThatThrownBy(() -> Journals.open(other, conf, new Terms(LEASE, false, notice -> {})))
          .isInstanceOf(StudyBusyException.class);
      journal.append(events(0, 1));
    }
  }

  @Test
  void manyEventsComeBack() throws IOException {
    int many = 100_000;
    try (Journal journal = open()) {
      journal.append(events(0, many));
    }

    assertThat(read()).hasSize(many).last().isEqualTo(events(many - 1, many).get(0));
  }
}
