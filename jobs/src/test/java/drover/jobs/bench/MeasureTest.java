package drover.jobs.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.jobs.bench.search.SearchSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileUtil;
import org.junit.jupiter.api.Test;

final class MeasureTest {

  private static final BenchSettings SETTINGS =
      new BenchSettings(
          Path.of("."),
          Path.of("."),
          new SearchSettings(
              Path.of("."),
              List.of(),
              List.of(),
              1,
              1,
              "none",
              "",
              Optional.empty(),
              Optional.empty(),
              Map.of()));

  private final List<Path> folders = new ArrayList<>();

  @Test
  void whatAMeasureWroteIsDeleted() throws Exception {
    Measure measure =
        (settings, folder, figures) -> {
          write(folder);
        };
    measure.run(SETTINGS, figure -> {});
    assertThat(folders).hasSize(1).allMatch(Files::notExists);
  }

  @Test
  void whatAFailedMeasureWroteIsKept() {
    Measure measure =
        (settings, folder, figures) -> {
          write(folder);
          throw new IOException("see the log");
        };
    assertThatThrownBy(() -> measure.run(SETTINGS, figure -> {})).hasMessage("see the log");
    assertThat(folders.get(0).resolve("logs/study.log")).exists();
    assertThat(FileUtil.fullyDelete(folders.get(0).toFile())).isTrue();
  }

  private void write(Path folder) throws IOException {
    folders.add(folder);
    Files.writeString(Files.createDirectory(folder.resolve("logs")).resolve("study.log"), "…");
  }
}
