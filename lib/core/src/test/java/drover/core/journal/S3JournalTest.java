package drover.core.journal;

import drover.core.S3Server;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Journals on S3; run with each version of Hadoop's client. */
@Tag("slow")
@SuppressWarnings("NullAway.Init")
class S3JournalTest extends ObjectJournalContract {
  @TempDir static java.nio.file.Path dir;
  private static S3Server s3;
  private static Configuration conf;

  private final Path folder = new Path(s3.newFolder(), "journal");

  @BeforeAll
  static void start() throws Exception {
    s3 = S3Server.start(dir);
    conf = s3.conf();
  }

  @AfterAll
  static void stop() {
    s3.close();
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
  FileSystem files() throws IOException {
    return folder.getFileSystem(conf);
  }
}
