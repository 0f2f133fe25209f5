package drover.spark.worker;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Outcome;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With what a worker is started. */
@Timeout(120)
class WorkerCommandTest {

  private static final WorkerSettings SETTINGS =
      new WorkerSettings(32L << 20, 64L << 20, 100, 1L << 30);

  private static final String SOURCE =
      """
      import drover.core.*;
      public class Mine implements Objective {
        @Override
        public Outcome evaluate(Trial trial, TrialContext context) {
          return Outcome.Scored.of(Runtime.getRuntime().maxMemory() >> 20);
        }
      }
      """;

  @TempDir Path folder;
  private final ClassLoader own = Thread.currentThread().getContextClassLoader();

  @AfterEach
  void restore() {
    Thread.currentThread().setContextClassLoader(own);
  }

  @Test
  void findsClassesOfTheContextClassLoaderInFoldersOfAnyName() throws Exception {
    Path classes = compiled(Files.createDirectory(folder.resolve("my \"classes\" \\ here")));
    ObjectiveCall call = new Calls(folder).of(1, "score");
    ObjectiveCall mine =
        new ObjectiveCall(
            "Mine",
            call.defaults(),
            call.trial(),
            call.settings(),
            call.goals(),
            call.seed(),
            call.files(),
            call.model(),
            call.checkpointing());
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, own)) {
      Thread.currentThread().setContextClassLoader(loader);
      try (WorkerPool pool = new WorkerPool(SETTINGS, List.of(), folder)) {
        Outcome outcome = pool.evaluate(mine).outcome();
        assertThat(outcome).isInstanceOf(Outcome.Scored.class);
        assertThat(((Outcome.Scored) outcome).loss()).isBetween(24.0, 32.0);
      }
    }
  }

  @Test
  void pinsThreadsAndGpusAndLeavesTheExecutorsOwnOptionsBehind() throws Exception {
    Map<String, String> environment =
        WorkerCommand.of(SETTINGS, 3, List.of("1"), folder).environment();
    assertThat(environment)
        .containsEntry("OMP_NUM_THREADS", "3")
        .containsEntry("CUDA_VISIBLE_DEVICES", "1")
        .doesNotContainKeys("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");
  }

  private static Path compiled(Path folder) throws IOException {
    Path source = Files.writeString(folder.resolve("Mine.java"), SOURCE);
    List<String> arguments =
        List.of("-proc:none", "-cp", System.getProperty("java.class.path"), source.toString());
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(exit).isZero();
    return folder;
  }
}
