package drover.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Trial;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Same seed and events, same proposals, in any JVM: the traces in the resources were written by
 * another one. A change of an algorithm changes its trace; {@code mvn test -pl lib/search -am
 * -Dtest=GoldenTraceTest -Dsurefire.failIfNoSpecifiedTests=false -Ddrover.golden=true} writes them
 * anew.
 */
class GoldenTraceTest {

  static List<String> algorithms() {
    return Searchers.names();
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void proposalsAreThoseOfTheTrace(String algorithm) throws IOException {
    if (Boolean.getBoolean("drover.golden")) {
      Files.writeString(
          Path.of("src/test/resources/drover/search", file(algorithm)), trace(algorithm));
    } else {
      assertThat(trace(algorithm)).isEqualTo(golden(algorithm));
    }
  }

  private static String file(String algorithm) {
    return algorithm + ".trace";
  }

  private static String golden(String algorithm) throws IOException {
    try (InputStream in = GoldenTraceTest.class.getResourceAsStream(file(algorithm))) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    }
  }

  /** Thirty trials on each space, three in flight, with every kind of outcome. */
  private static String trace(String algorithm) {
    StringBuilder trace = new StringBuilder();
    Spaces.ALL.forEach(
        (name, space) -> {
          SimulatedStudy study = new SimulatedStudy(space, 2024, 30, 3);
          trace.append("# ").append(name).append('\n');
          for (Trial trial :
              SimulatedStudy.trials(study.run(study.searcher(algorithm), study::mixed))) {
            trace.append((trial.id() + lineage(trial) + " " + trial.params()).strip()).append('\n');
          }
        });
    return trace.toString();
  }

  /** Budget and parent of a trial that does not have the full budget from the start. */
  private static String lineage(Trial trial) {
    if (trial.parent().isPresent()) {
      return " (" + trial.budget() + " from " + trial.parent().getAsInt() + ")";
    }
    return trial.budget() == SimulatedStudy.BUDGET ? "" : " (" + trial.budget() + ")";
  }
}
