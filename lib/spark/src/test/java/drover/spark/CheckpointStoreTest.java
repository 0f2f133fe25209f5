package drover.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.core.Report;
import drover.spark.CheckpointStore.Entry;
import drover.spark.worker.SavedCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointStoreTest {

  private static final int TRIAL = 7;
  private static final List<Report> CURVE = List.of(new Report(1, Map.of("loss", 0.5)));

  @TempDir Path folder;
  private final Configuration hadoop = FlakyFileSystem.sound();
  private CheckpointStore store = new CheckpointStore("", 0);

  @BeforeEach
  void open() {
    store = CheckpointStore.of(folder.resolve("store").toUri(), Optional.empty());
  }

  @Test
  void whatWasSavedComesBackWithItsCurve() throws Exception {
    save(1, 3, true, "weights");
    Entry entry = fetched().orElseThrow();
    assertThat(entry.step()).isEqualTo(3);
    assertThat(entry.last()).isTrue();
    assertThat(entry.curve()).isEqualTo(CURVE);
    assertThat(local()).hasContent("weights");
  }

  @Test
  void aTrialWithoutCheckpointsHasNone() throws Exception {
    assertThat(fetched()).isEmpty();
  }

  @Test
  void theLatestStepCountsAndOfEqualOnesTheLatestAttempt() throws Exception {
    save(2, 3, false, "second");
    save(1, 3, false, "first");
    assertThat(fetched().orElseThrow().attempt()).isEqualTo(2);
    save(1, 5, false, "late");
    assertThat(fetched().orElseThrow().step()).isEqualTo(5);
    assertThat(local()).hasContent("late");
  }

  @Test
  void aLaterCheckpointReplacesEarlierOnesButNoneOfALaterAttempt() throws Exception {
    save(1, 1, false, "a");
    save(3, 1, false, "b");
    save(2, 2, false, "c");
    assertThat(files()).hasSize(4).allMatch(name -> name.matches("(1-3|2-2)-.*"));
  }

  @Test
  void whatWasCutOffOrChangedDoesNotCount() throws Exception {
    save(1, 2, false, "whole");
    Path content = only(".checkpoint");
    save(2, 4, false, "damaged");
    save(1, 2, false, "whole");
    Files.writeString(only("4-2-", ".checkpoint"), "damagex");
    assertThat(fetched().orElseThrow().step()).isEqualTo(2);
    assertThat(content).doesNotExist();

    Path description = only("2-1-", ".json");
    Files.writeString(description, Files.readString(description).substring(0, 20));
    assertThat(fetched()).isEmpty();
  }

  @Test
  void afterADeathBeforeTheDescriptionTheOneBeforeCounts() throws Exception {
    save(1, 2, false, "whole");
    Files.writeString(folder.resolve("store/7/3-1-half.checkpoint"), "ha");
    assertThat(fetched().orElseThrow().step()).isEqualTo(2);
    assertThat(local()).hasContent("whole");
  }

  @Test
  void aStoreThatFailsForAMomentIsAskedAgain() throws Exception {
    save(1, 3, true, "weights");
    connectBadly(2);
    assertThat(fetched().orElseThrow().step()).isEqualTo(3);
    assertThat(FlakyFileSystem.FAILURES).hasValue(0);
    assertThat(local()).hasContent("weights");
  }

  @Test
  void aCheckpointThatCannotBeReadNowIsNotLost() throws Exception {
    save(1, 3, true, "weights");
    connectBadly(Integer.MAX_VALUE);
    assertThatThrownBy(this::fetched)
        .isInstanceOf(IOException.class)
        .hasMessage("connection reset");
  }

  private void connectBadly(int failures) {
    store = new CheckpointStore("flaky:" + folder.resolve("store"), 0);
    FlakyFileSystem.FAILURES.set(failures);
  }

  private void save(int attempt, int step, boolean last, String text) throws IOException {
    Path file = Files.writeString(folder.resolve("step"), text);
    store.save(TRIAL, attempt, new SavedCheckpoint(step, last, file), CURVE, hadoop);
  }

  private Optional<Entry> fetched() throws IOException {
    return store.fetch(TRIAL, entry -> true, local(), hadoop);
  }

  private Path local() {
    return folder.resolve("local");
  }

  private Path only(String end) throws IOException {
    return only("", end);
  }

  private Path only(String beginning, String end) throws IOException {
    return folder
        .resolve("store/7")
        .resolve(
            files().stream()
                .filter(name -> name.startsWith(beginning) && name.endsWith(end))
                .findFirst()
                .orElseThrow());
  }

  private List<String> files() throws IOException {
    try (var files = Files.list(folder.resolve("store/7"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
