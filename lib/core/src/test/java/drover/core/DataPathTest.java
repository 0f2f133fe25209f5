package drover.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataPathTest {

  @TempDir Path folder;

  private final Configuration hadoop = new Configuration();

  @Test
  void aPlainPathIsALocalFileThoughTheDefaultFileSystemIsAnother() throws IOException {
    hadoop.set("fs.defaultFS", "hdfs://nowhere:1");
    Path data = Files.writeString(folder.resolve("data.csv"), "1,2");
    assertThat(DataPath.find(data.toString(), hadoop).getPath().toUri().getScheme())
        .isEqualTo("file");
  }

  @Test
  void aPlainPathWithoutLocalFileIsOneOfTheDefaultFileSystem() throws IOException {
    Files.writeString(folder.resolve("data.csv"), "1,2");
    hadoop.set("fs.defaultFS", "viewfs://data/");
    hadoop.set("fs.viewfs.mounttable.data.link./shared", folder.toUri().toString());
    assertThat(DataPath.find("/shared/data.csv", hadoop).getPath())
        .hasToString("viewfs://data/shared/data.csv");
  }

  @Test
  void aFolderIsNoDataFile() {
    assertThatThrownBy(() -> DataPath.find(folder.toString(), hadoop))
        .isInstanceOf(FileNotFoundException.class);
  }
}
