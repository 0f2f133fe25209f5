package drover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run leaves with {@code --run}, and what who waits for it makes of that. */
final class AwaitJobTest {

  @TempDir Path folder;

  private SphereStudy study;

  @BeforeEach
  void write() throws IOException {
    study = SphereStudy.create(folder, 3, "0s");
  }

  @Test
  void aRefusedRunComesBackWithItsCodeAndItsReasons() {
    JobRun tune = JobRun.of("tune", "--run=a", study.file().toString(), "search.algorithm=magic");
    assertThat(tune.exit()).isEqualTo(2);

    JobRun await = JobRun.of("await", "--run=a", study.file().toString());
    assertThat(await.exit()).isEqualTo(2);
    assertThat(await.err()).isEqualTo(tune.err());
    assertThat(study.folder().resolve("runs")).isEmptyDirectory();
  }

  @Test
  void aDriverThatGivesNoSignOfLifeIsNotWaitedForForever() throws IOException {
    Path runs = Files.createDirectories(study.folder().resolve("runs"));
    Files.writeString(runs.resolve("a"), "{\"alive\": \"long ago\"}");

    JobRun await = JobRun.of("await", "--run=a", "--patience=0", study.file().toString());
    assertThat(await.exit()).isEqualTo(1);
    assertThat(await.err()).startsWith("No sign of life from the driver");
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "compare", "lr-range"})
  void everyJobThatRunsSaysHowItEnded(String name) {
    JobRun job = JobRun.of(name, "--run=a", study.file().toString());
    assertThat(job.exit()).isEqualTo(2);

    JobRun await = JobRun.of("await", "--run=a", study.file().toString());
    assertThat(await.exit()).isEqualTo(2);
    assertThat(await.err()).isEqualTo(job.err());
  }

  @Test
  void onlyTheStudysPlaceMatters() {
    JobRun await =
        JobRun.of("await", study.file().toString(), "objective.type=not.on.this.Machine");
    assertThat(await.err()).isEmpty();
    assertThat(await.exit()).isZero();
  }

  @Test
  void aPlaceThatOtherMachinesDoNotShareIsRefused() {
    JobRun await = JobRun.of("await", study.file().toString(), "study.dir=studies");
    assertThat(await.err()).startsWith("study.dir: 'studies' is relative");
    assertThat(await.exit()).isEqualTo(2);
  }
}
