package drover.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.core.UnusableStudyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalFilesTest {

  private static final String SHA_256_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir Path folder;

  private final Configuration hadoop = new Configuration();
  private Path data;
  private Path copies;
  private Path openings;
  private LocalFiles files;

  @BeforeEach
  void start() throws IOException {
    data = Files.writeString(folder.resolve("data.csv"), "abc");
    copies = Files.createDirectory(folder.resolve("copies"));
    openings = Files.createDirectory(folder.resolve("openings"));
    CountingFileSystem.settings(openings)
        .forEach((key, value) -> hadoop.set(key.substring("spark.hadoop.".length()), value));
    files = new LocalFiles(copies, hadoop);
  }

  @Test
  void aLocalFileIsUsedInPlace() throws IOException {
    for (String name : List.of(data.toString(), data.toUri().toString())) {
      assertThat(files.local(DataFile.find(name, hadoop))).isEqualTo(data);
    }
    assertThat(copies).isEmptyDirectory();
  }

  @Test
  void aLinkIsWhatItLeadsTo() throws IOException {
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    Files.writeString(pictures.resolve("1.png"), "one");
    Path link = Files.createSymbolicLink(folder.resolve("link"), pictures);
    Files.createSymbolicLink(pictures.resolve("more"), copies);
    Files.writeString(copies.resolve("2.png"), "two!");
    DataFile linked = DataFile.find(link.toString(), hadoop);
    assertThat(linked.length()).isEqualTo(7);
    assertThat(files.local(linked)).isEqualTo(link);
  }

  @Test
  void aRemoteFileIsCopiedUnderItsContent() throws IOException {
    Path copy = files.local(remote());
    assertThat(copy).hasFileName(SHA_256_OF_ABC + "-data.csv").hasContent("abc");
    assertThat(list(copies)).containsExactly(copy);
  }

  @Test
  void aFolderIsCopiedWithAllBelow() throws IOException {
    Path pictures = folder.resolve("pictures");
    Path images = Files.createDirectories(pictures.resolve("cat"));
    Files.writeString(images.resolve("1.png"), "one");
    Files.writeString(images.resolveSibling("labels.csv"), "1,cat");
    DataFile remote = DataFile.find("counting:" + pictures, hadoop);
    assertThat(remote.length()).isEqualTo(8);
    Path copy = files.local(remote);
    assertThat(copy.resolve("cat/1.png")).hasContent("one");
    assertThat(copy.resolve("labels.csv")).hasContent("1,cat");
    assertThat(list(copies)).containsExactly(copy);
    assertThat(files.local(DataFile.find(pictures.toString(), hadoop))).isEqualTo(pictures);

    Files.move(images, images.resolveSibling("dog"));
    LocalFiles later = new LocalFiles(copies, hadoop);
    assertThat(later.local(DataFile.find("counting:" + pictures, hadoop)))
        .as("names count")
        .isNotEqualTo(copy);
    DataFile seen = DataFile.find("counting:" + pictures, hadoop);
    Files.writeString(images.resolveSibling("more.csv"), "2,cat");
    assertThatThrownBy(() -> new LocalFiles(copies, hadoop).local(seen))
        .hasMessageContaining("13 bytes")
        .hasMessageContaining("but 8");
  }

  @Test
  void tasksAtTheSameTimeShareOneCopy() throws IOException {
    DataFile remote = remote();
    Set<Path> local =
        IntStream.range(0, 64)
            .parallel()
            .mapToObj(
                task -> {
                  try {
                    return files.local(remote);
                  } catch (IOException e) {
                    throw new AssertionError(e);
                  }
                })
            .collect(Collectors.toSet());
    assertThat(local).hasSize(1);
    assertThat(list(openings)).hasSize(1);
  }

  @Test
  void aCopyThatSomebodyDeletedIsMadeAgain() throws IOException {
    DataFile remote = remote();
    Files.delete(files.local(remote));
    assertThat(files.local(remote)).hasContent("abc");
  }

  @Test
  void aFileThatChangedSinceTheDriverSawItIsRefused() throws IOException {
    DataFile remote = remote();
    DataFile local = DataFile.find(data.toString(), hadoop);
    Files.writeString(data, "abcd");
    for (DataFile file : List.of(remote, local)) {
      assertThatThrownBy(() -> files.local(file))
          .isInstanceOf(UnusableStudyException.class)
          .hasMessageStartingWith("the data file " + file.name())
          .hasMessageContaining("4 bytes")
          .hasMessageContaining("but 3");
    }
    assertThat(copies).isEmptyDirectory();
  }

  @Test
  void aFileThatChangedAndIsAsLongAsBeforeIsRefused() throws IOException {
    DataFile remote = remote();
    DataFile local = DataFile.find(data.toString(), hadoop);
    files.local(local);
    Files.writeString(data, "xyz");
    Files.setLastModifiedTime(data, FileTime.fromMillis(remote.modified() + 60_000));
    for (DataFile file : List.of(remote, local)) {
      assertThatThrownBy(() -> files.local(file))
          .isInstanceOf(UnusableStudyException.class)
          .hasMessageStartingWith("the data file " + file.name() + " was changed at ");
    }
    assertThat(copies).isEmptyDirectory();
  }

  @Test
  void aFileThatOnlyTheDriverHasIsRefusedUntilItIsThere() throws IOException {
    DataFile local = DataFile.find(data.toString(), hadoop);
    Files.delete(data);
    assertThatThrownBy(() -> files.local(local))
        .isInstanceOf(UnusableStudyException.class)
        .hasMessageStartingWith("the data file " + data)
        .hasMessageContaining("not on the executors' machines");
    Files.writeString(data, "abc");
    assertThat(files.local(local)).isEqualTo(data);
  }

  @Test
  void aPlainPathThatIsNoLocalFileMeansTheDefaultFileSystem() throws IOException {
    hadoop.set("fs.defaultFS", "elsewhere:///");
    assertThat(DataFile.find(data.toString(), hadoop).uri()).isEqualTo("file:" + data);
    assertThatThrownBy(() -> DataFile.find(folder.resolve("none").toString(), hadoop))
        .hasMessageContaining("elsewhere");
  }

  private DataFile remote() throws IOException {
    return DataFile.find("counting:" + data, hadoop);
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
