package drover.core.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.core.MiniHdfs;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyFolderTest {

  @TempDir java.nio.file.Path temporary;

  @Test
  void worksOnLocalFiles() throws IOException {
    keepsItsPromises(temporary.toString(), new Configuration());
    try (var files = Files.list(temporary.resolve("digits"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("status.json", "models", "best-model.zip");
    }
  }

  @Test
  void worksOnHdfs() throws IOException {
    try (MiniHdfs hdfs = MiniHdfs.start(temporary)) {
      keepsItsPromises(hdfs.uri() + "/studies", new Configuration());
    }
  }

  @Test
  void aFolderBelowAFileCannotBeWritten() throws IOException {
    Files.writeString(temporary.resolve("file"), "");
    StudyFolder folder =
        StudyFolder.of(temporary.resolve("file").toString(), "digits", new Configuration());
    assertThatThrownBy(folder::requireWritable)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not a folder");
  }

  static void keepsItsPromises(String dir, Configuration hadoop) throws IOException {
    StudyFolder folder = StudyFolder.of(dir, "digits", hadoop);
    assertThatCode(folder::requireWritable).doesNotThrowAnyException();
    assertThatThrownBy(() -> folder.read("status.json")).isInstanceOf(FileNotFoundException.class);
    folder.create();
    folder.write("status.json", "old");
    folder.write("status.json", "new");
    assertThat(folder.read("status.json")).isEqualTo("new");

    folder.deleteModel(7); // there is none
    FileSystem files = folder.root().getFileSystem(hadoop);
    for (int id : new int[] {1, 2, 3}) {
      try (OutputStream out = files.create(new Path(folder.models(), StudyFolder.modelName(id)))) {
        out.write(id);
      }
    }
    folder.deleteModel(1);
    folder.publishModel(2);
    folder.publishModel(3);
    folder.deleteModelsExcept(3);
    assertThat(files.exists(new Path(folder.models(), "2.zip"))).isFalse();
    assertThat(files.exists(new Path(folder.models(), "3.zip"))).isTrue();
    assertThat(folder.read("best-model.zip")).isEqualTo("\u0003");
  }
}
