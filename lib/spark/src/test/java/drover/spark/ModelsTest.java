package drover.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.core.LostModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelsTest {

  @TempDir Path folder;
  private final Configuration hadoop = FlakyFileSystem.sound();
  private Models models = new Models("");

  @BeforeEach
  void open() {
    models = new Models("flaky:" + folder.resolve("models"));
  }

  @Test
  void aStoreThatFailsForAMomentIsAskedAgain() throws Exception {
    Path model = Files.writeString(folder.resolve("model"), "weights");
    FlakyFileSystem.FAILURES.set(2);
    models.keep(7, model, hadoop);
    assertThat(folder.resolve("models/7.zip")).hasContent("weights");

    FlakyFileSystem.FAILURES.set(2);
    models.fetch(7, model, hadoop);
    assertThat(FlakyFileSystem.FAILURES).hasValue(0);
    assertThat(model).hasContent("weights");
  }

  @Test
  void onlyAModelThatIsNotThereIsLost() throws Exception {
    Path model = folder.resolve("model");
    assertThatThrownBy(() -> models.fetch(7, model, hadoop))
        .isInstanceOf(LostModelException.class)
        .hasMessageContaining("7.zip");

    models.keep(7, Files.writeString(model, "weights"), hadoop);
    FlakyFileSystem.FAILURES.set(Integer.MAX_VALUE);
    assertThatThrownBy(() -> models.fetch(7, model, hadoop))
        .isInstanceOf(IOException.class)
        .hasMessage("connection reset");
  }
}
