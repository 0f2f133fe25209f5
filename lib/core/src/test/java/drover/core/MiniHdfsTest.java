package drover.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MiniHdfsTest {
  @TempDir java.nio.file.Path dir;

  @Test
  void hsyncShowsDataToReadersWhileTheFileIsOpen() throws Exception {
    try (MiniHdfs hdfs = MiniHdfs.start(dir);
        FileSystem fs = hdfs.newFileSystem()) {
      assertThat(hdfs.uri().getScheme()).isEqualTo("hdfs");
      Path file = new Path(hdfs.uri().resolve("/a/b"));
      try (FSDataOutputStream out = fs.create(file)) {
        out.write("one".getBytes(UTF_8));
        out.hsync();
        try (FSDataInputStream in = fs.open(file)) {
          assertThat(in.readAllBytes()).asString(UTF_8).isEqualTo("one");
        }
      }
    }
  }
}
