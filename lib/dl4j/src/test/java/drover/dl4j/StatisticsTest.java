package drover.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import drover.core.Outcome.Infeasible;
import drover.core.Randomness;
import drover.core.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is reported of a network's inside, and how its divergence is noticed. */
class StatisticsTest {

  private static final String BRANCHED =
      "[{ residual { layers = [{ conv { filters = 4 } }] } }, { dense { units = 8 } }]";

  private static final String DIVERGES = "epochs = 50, updater { sgd { learning-rate = 1e30 } }";

  @TempDir Path folder;
  private Path blobs = Path.of("");

  @BeforeEach
  void writeBlobs() throws Exception {
    blobs = Blobs.write(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[batch-norm, { dense { units = 8 } }]", BRANCHED})
  void statisticsAreReportedAndChangeNothing(String network) throws Exception {
    TestContext with = context(network, "epochs = 2, statistics = true");
    TestContext without = context(network, "epochs = 2");
    with.evaluate(0);
    without.evaluate(0);
    for (int i = 0; i < 2; i++) {
      Report report = with.reports().get(i);
      assertThat(report.metrics()).containsAllEntriesOf(without.reports().get(i).metrics());
      assertThat(value(report, Statistics.GRADIENT_NORM)).isPositive();
      assertThat(value(report, Statistics.UPDATE_RATIO)).isBetween(1e-5, 0.5);
      assertThat(value(report, Statistics.DEAD_ACTIVATIONS)).isBetween(0.0, 1.0);
    }
  }

  @Test
  void aStepOfPlainDescentIsRateTimesGradient() throws Exception {
    // Weights of 1 under one whole-batch step of rate r: update ratio = r * mean |gradient|.
    String training =
        "epochs = 1, batch-size = 1000, weight-init = ones, statistics = true, updater { sgd { learning-rate = ";
    TestContext one = context("[]", training + "1e-4 } }");
    TestContext ten = context("[]", training + "1e-3 } }");
    one.evaluate(0);
    ten.evaluate(0);
    Report small = one.reports().get(0);
    Report large = ten.reports().get(0);
    assertThat(value(large, Statistics.GRADIENT_NORM))
        .isCloseTo(value(small, Statistics.GRADIENT_NORM), within(1e-9));
    double ratio = value(large, Statistics.UPDATE_RATIO) / value(small, Statistics.UPDATE_RATIO);
    assertThat(ratio).isCloseTo(10, within(0.05));
    assertThat(small.metrics()).doesNotContainKey(Statistics.DEAD_ACTIVATIONS);
  }

  @Test
  void gradientsAreThoseBeforeClipping() throws Exception {
    String training = "epochs = 1, batch-size = 1000, statistics = true, updater = sgd";
    TestContext plain = context("[]", training);
    TestContext clipped = context("[]", training + ", clipping { global-norm { limit = 1e-3 } }");
    plain.evaluate(0);
    clipped.evaluate(0);
    assertThat(value(clipped.reports().get(0), Statistics.GRADIENT_NORM))
        .isEqualTo(value(plain.reports().get(0), Statistics.GRADIENT_NORM))
        .isGreaterThan(1e-3);
    assertThat(value(clipped.reports().get(0), Statistics.UPDATE_RATIO))
        .isLessThan(value(plain.reports().get(0), Statistics.UPDATE_RATIO) / 10);
  }

  @Test
  void unitsThatNeverSpeakAreDead() throws Exception {
    TestContext dead =
        context("[{ dense { weight-init = zero } }]", "statistics = true, epochs = 1");
    TestContext alive = context("[dense]", "statistics = true, epochs = 1");
    dead.evaluate(0);
    alive.evaluate(0);
    assertThat(value(dead.reports().get(0), Statistics.DEAD_ACTIVATIONS)).isEqualTo(1);
    assertThat(value(alive.reports().get(0), Statistics.DEAD_ACTIVATIONS)).isLessThan(0.1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        BRANCHED,
        "[{ parallel { branches = [[{ conv {} }], [{ conv { kernel = 1 } }]] } }]"
      })
  void divergenceIsFoundInItsEpochInGraphsToo(String network) throws Exception {
    assertDiverges(context(network, DIVERGES));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[{ conv { kernel = 1 } }, { lstm { units = 4 } }]", "[attention]"})
  void masksHideNoDivergence(String network) throws Exception {
    Path sequences = sequences();
    String objective = "data { source = \"%s\" }, network = %s, training { %s }";
    TestContext calm =
        TestContext.of(
            objective.formatted(sequences, network, "epochs = 1, statistics = true"), folder);
    assertThat(calm.evaluate(0).isScored()).isTrue();
    assertThat(value(calm.reports().get(0), Statistics.GRADIENT_NORM)).isPositive();
    assertDiverges(TestContext.of(objective.formatted(sequences, network, DIVERGES), folder));
  }

  /** Two classes of sequences of 2 to 6 steps. */
  private Path sequences() throws Exception {
    RandomGenerator random = Randomness.of(1, 0, "sequences");
    for (String kind : List.of("a", "b")) {
      Path files = Files.createDirectories(folder.resolve("sequences").resolve(kind));
      for (int i = 0; i < 30; i++) {
        StringBuilder steps = new StringBuilder();
        for (int step = 0; step < 2 + i % 5; step++) {
          double centre = kind.equals("a") ? 1 : -1;
          steps.append(centre + random.nextDouble()).append(',').append(random.nextDouble());
          steps.append('\n');
        }
        Files.writeString(files.resolve(i + ".csv"), steps);
      }
    }
    return folder.resolve("sequences");
  }

  private static void assertDiverges(TestContext context) throws Exception {
    assertThat(context.evaluate(0))
        .isInstanceOfSatisfying(
            Infeasible.class,
            outcome -> assertThat(outcome.reason()).startsWith("diverged in epoch 1: "));
    assertThat(context.reports()).isEmpty();
  }

  private static double value(Report report, String metric) {
    return Objects.requireNonNull(report.metrics().get(metric), metric);
  }

  private TestContext context(String network, String training) {
    return TestContext.of(Blobs.objective(blobs, network, training), folder);
  }
}
