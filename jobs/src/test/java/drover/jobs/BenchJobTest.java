package drover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bench's command line; {@code drover.jobs.bench.search} has the tests of what it does. */
class BenchJobTest {

  private static final Path FILE = Path.of("../conf/bench-search.conf");
  private static final Path SPHERE = Path.of("../conf/problems/sphere20.json");

  @TempDir Path problems;

  @BeforeEach
  void aProblem() throws IOException {
    Files.copy(SPHERE, problems.resolve("sphere20.json"));
  }

  private JobRun bench(String... overrides) {
    List<String> all = new ArrayList<>(List.of(overrides));
    all.add("bench.problems=" + problems);
    all.add("bench.searchers=[random]");
    all.add("bench.seeds=1");
    return JobRun.of("bench", FILE, all.toArray(String[]::new));
  }

  private void assertMistake(String message, String... overrides) {
    JobRun run = bench(overrides);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.errors()).anyMatch(line -> line.contains(message));
    assertThat(run.out()).isEmpty();
  }

  @Test
  void figuresAreLinesOfNameValueUnitAndGoal() {
    JobRun run = bench("bench.modes=[seq60]", "spark.master=\"local[2]\"");
    assertThat(run.exit()).isZero();
    assertThat(run.out().lines())
        .hasSize(2)
        .allMatch(line -> line.matches("random-regret-\\d+ -?\\d\\S* log10 \\(goal .*\\)"));
  }

  @Test
  void aMistakeInAProblemIsSaidWithItsFile() throws IOException {
    assertMistake("sphere20.json: there is no class no.Such", "bench.objective=no.Such");
    Path file = problems.resolve("sphere20.json");
    Files.writeString(file, Files.readString(file).replace("sphere20", "cube20"));
    assertMistake("sphere20.json: no formula 'cube' among");
  }

  @Test
  void aBenchWithoutRunsIsAMistake() {
    assertMistake("bench.modes: none of [points540]", "bench.modes=[points540]");
    JobRun run = JobRun.of("bench", FILE, "bench.searchers=[]");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.errors()).anyMatch(line -> line.contains("bench.searchers"));
  }

  @Test
  void foldersAreNeededOnlyByWhatMeasuresThem() {
    assertMistake(
        "bench.studies: there is no no/digits.conf", "bench.measures=[digits]", "bench.studies=no");
    JobRun run = JobRun.of("bench", FILE, "bench.problems=no");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.errors()).anyMatch(line -> line.contains("there is no folder no"));
  }

  @Test
  void aMeasureWhoseDataAreNotThereIsLeftOutAndSaidToBe() {
    JobRun run =
        JobRun.of(
            "bench",
            FILE,
            "bench.measures=[lstm-fit-ratio]",
            "bench.data=" + problems.resolve("no"));
    assertThat(run.exit()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("Left out: there is no " + problems.resolve("no/japanese-vowels"));
  }

  @Test
  void aBenchWithAFailedRunPrintsItsFiguresAndExitsWith1() throws IOException {
    Files.writeString(
        problems.resolve("broken.json"),
        """
        { "name": "broken", "objective": "%s", "optimum": 0, "random1_median": 1,
          "parameters": [ { "name": "x", "type": "float", "low": 0, "high": 1 } ] }
        """
            .formatted(Broken.class.getName()));
    JobRun run = bench("bench.modes=[seq60]", "spark.master=\"local[2]\"");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out().lines()).hasSize(2);
    assertThat(run.errors())
        .anyMatch(
            line ->
                line.contains("random on broken")
                    && line.contains("no x at drover.jobs.BenchJobTest"));
  }

  /** Fails at any point. */
  public static final class Broken {
    private Broken() {}

    public static double evaluate(String problem, Map<String, Object> params) {
      if (!params.isEmpty()) {
        throw new IllegalStateException("no x");
      }
      return problem.length();
    }
  }

  @Test
  void wrongSettingsAreMistakes() {
    assertMistake("'par200' is no mode; modes are such as seq200", "bench.modes=[par200]");
    assertMistake("bench.stopper", "bench.stopper=never");
    assertMistake("bench.window", "bench.window=0");
    assertMistake("unknown measure 'serach'", "bench.measures=[serach]");
  }
}
