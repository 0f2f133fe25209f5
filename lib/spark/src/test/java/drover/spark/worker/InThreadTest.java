package drover.spark.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.core.Cause;
import drover.core.Outcome;
import drover.core.TestFailedException;
import drover.core.TimeLimit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InThreadTest extends IsolationContract {
  InThreadTest() {
    super(new InThread(Optional.empty()));
  }

  @Test
  void aTestMayTakeAsLongAsATrial(@TempDir Path models) {
    InThread hurried = new InThread(Optional.of(new TimeLimit(Duration.ofMillis(100))));
    assertThatThrownBy(() -> hurried.test(new Calls(models).of(1, "sleep")))
        .isInstanceOfSatisfying(
            TestFailedException.class,
            failed ->
                assertThat(failed.failure())
                    .isEqualTo(
                        new Outcome.Failed(
                            Cause.TIMEOUT, "ran longer than trial.timeout = 100ms")));
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }
}
