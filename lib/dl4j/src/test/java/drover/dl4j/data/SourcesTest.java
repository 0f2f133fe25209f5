package drover.dl4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.core.DataContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files of a folder are data, and of which format. */
class SourcesTest {

  @TempDir Path folder;

  @Test
  void whatSystemsLeaveBesideDataIsHidden() throws IOException {
    write("cat/_MG_1.JPG", "cat/a.png", "dog/b.png", "dog/.c.png");
    write(".ipynb_checkpoints/d.png", "__MACOSX/cat/e.png", "_temporary/0/f.png");
    Sources sources = sources("");
    assertThat(places(sources.training()))
        .containsExactly("cat/_MG_1.JPG", "cat/a.png", "dog/b.png");
    assertThat(sources.format()).isEqualTo("images");
  }

  @Test
  void whatSparkLeavesBesideItsPartsIsHidden() throws IOException {
    write("part-0.parquet", "_SUCCESS", "_metadata", "_common_metadata", "._SUCCESS.crc");
    write("_started_123", "_committed_123", "_delta_log/0.json");
    assertThat(places(sources("").training())).containsExactly("part-0.parquet");
  }

  @Test
  void aFormatIsThatOfMostFilesAndOthersAreLeftOut() throws IOException {
    write("batches.meta.txt", "data_batch_1.bin", "data_batch_2.bin", "readme.html");
    write("test_batch.bin");
    Sources sources = sources("");
    assertThat(sources.format()).isEqualTo("cifar");
    assertThat(places(sources.training())).containsExactly("data_batch_1.bin", "data_batch_2.bin");
    assertThat(places(sources.test())).containsExactly("test_batch.bin");
    assertThat(places(List.copyOf(sources.beside())))
        .containsExactlyInAnyOrder("batches.meta.txt", "readme.html");
    assertThat(places(sources("format = cifar").training())).hasSize(2);
  }

  @Test
  void notesBesideATableAreNoTexts() throws IOException {
    write("LICENSE", "README.md", "my.csv");
    assertThat(sources("").format()).isEqualTo("csv");
    assertThat(places(sources("").training())).containsExactly("my.csv");
    assertThat(places(sources("format = text").training())).hasSize(3);
  }

  @Test
  void textsInFoldersAreMoreThanATableBesideThem() throws IOException {
    write("all.csv", "neg/1.txt", "neg/2.txt", "pos/1.txt");
    assertThat(sources("").format()).isEqualTo("text");
  }

  @Test
  void filesThatEndOtherwiseAreReadIfNoneEndsAsItsFormatDoes() throws IOException {
    write("part-00000", "part-00001");
    assertThat(places(sources("format = csv").training())).hasSize(2);
  }

  @Test
  void aFileThatIsNamedIsNeverLeftOut() throws IOException {
    write("a.csv", "b.txt");
    String both = "\"%s\", \"%s\"".formatted(folder.resolve("a.csv"), folder.resolve("b.txt"));
    DataSettings settings = TestData.settings("source = [" + both + "]");
    Sources sources = Sources.remote(settings, new Configuration());
    assertThat(places(sources.training())).containsExactly("a.csv", "b.txt");
  }

  @Test
  void aFolderOfNothingButHiddenFilesIsEmpty() throws IOException {
    write("_SUCCESS", ".part");
    assertThatThrownBy(() -> sources("")).hasMessageContaining("there are no files to train on");
  }

  /** As the driver finds them, which is how executors do. */
  private Sources sources(String data) throws IOException {
    DataSettings settings = TestData.settings("source = \"%s\", %s".formatted(folder, data));
    Sources remote = Sources.remote(settings, new Configuration());
    Sources local = Sources.local(settings, new LocalFiles(folder));
    assertThat(places(local.training())).isEqualTo(places(remote.training()));
    assertThat(places(local.test())).isEqualTo(places(remote.test()));
    assertThat(local.format()).isEqualTo(remote.format());
    return remote;
  }

  private static List<String> places(List<DataFile> files) {
    return files.stream().map(DataFile::place).toList();
  }

  private void write(String... places) throws IOException {
    for (String place : places) {
      Path file = folder.resolve(place);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "0");
    }
  }

  /** Files that are where the settings say. */
  private record LocalFiles(Path shared) implements DataContext {
    @Override
    public long seed() {
      return 7;
    }

    @Override
    public Path local(String uri) {
      return Path.of(uri);
    }
  }
}
