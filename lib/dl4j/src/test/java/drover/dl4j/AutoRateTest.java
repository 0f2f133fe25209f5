package drover.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Note;
import drover.core.Outcome;
import drover.core.Outcome.Scored;
import drover.core.Params;
import drover.core.Report;
import drover.core.Trial;
import drover.dl4j.rates.RangeTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AutoRateTest {

  private static final String RANGE = "batch-size = 16, lr-range { steps = 50 }";

  @TempDir Path folder;
  private Path blobs = Path.of("");

  @BeforeEach
  void writeBlobs() throws Exception {
    blobs = Blobs.write(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sgd { learning-rate = auto }",
        "nesterovs { learning-rate = auto }",
        "adam { learning-rate = auto }",
        "adamw { learning-rate = auto }",
        "adadelta { learning-rate = auto }",
        "adagrad-norm { learning-rate = auto }",
        "lookahead { updater { adam { learning-rate = auto } } }",
        "sgd-hd { learning-rate = auto }",
        "adam-hd { learning-rate = auto }",
      })
  void everyUpdaterLearnsWithTheRateThatIsFound(String updater) throws Exception {
    TestContext context = context("epochs = 10, updater { " + updater + " }");
    Scored scored = (Scored) context.evaluate(0);
    assertThat(scored.metrics().get("accuracy")).isGreaterThan(0.9);
    assertThat(scored.metrics().get("learning-rate")).isBetween(1e-5, 10.0);
  }

  @Test
  void aLossThatIsNegativeIsSweptToo() throws Exception {
    Scored scored =
        (Scored)
            context(
                    "epochs = 10, loss = cosine-proximity, updater { adam { learning-rate = auto } }")
                .evaluate(0);
    assertThat(scored.metrics().get("accuracy")).isGreaterThan(0.9);
    assertThat(scored.metrics().get("learning-rate")).isBetween(1e-4, 1.0);
  }

  @Test
  void itEqualsATrainingWithThatRateWrittenDown() throws Exception {
    TestContext auto = context("epochs = 2, updater { adam { learning-rate = auto } }");
    auto.evaluate(3);
    double rate = metric(auto.reports().get(1), "learning-rate");
    TestContext same = context("epochs = 2, updater { adam { learning-rate = " + rate + " } }");
    same.evaluate(3);
    assertThat(auto.reports()).isEqualTo(same.reports());
  }

  @Test
  void itIsWhatTheRangeTestOfThatTrialSuggests() throws Exception {
    TestContext auto = context("epochs = 1, updater { sgd { learning-rate = auto } }");
    auto.evaluate(0);
    TestContext shown = context("updater { sgd { learning-rate = 0.3 } }");
    Outcome outcome =
        new LrRangeObjective().evaluate(new Trial(0, Params.EMPTY, 1, Note.EMPTY), shown);
    assertThat(outcome).isInstanceOf(Scored.class);
    RangeTest test = new RangeTest();
    for (Report report : shown.reports()) {
      test.add(metric(report, "learning-rate"), metric(report, "loss"));
    }
    assertThat(auto.reports().get(0).metrics().get("learning-rate"))
        .isEqualTo(test.suggested().orElseThrow());
    assertThat(test.points().get(0).rate()).isEqualTo(1e-6);
    assertThat(shown.reports()).extracting(Report::step).startsWith(1, 2, 3);
  }

  @Test
  void schedulesStartFromTheRateThatIsFound() throws Exception {
    String updater = "updater { sgd { learning-rate = auto } }";
    TestContext plain = context("epochs = 2, " + updater);
    TestContext halved =
        context("epochs = 2, schedule = [{ step { every = 1, gamma = 0.5 } }], " + updater);
    plain.evaluate(0);
    halved.evaluate(0);
    assertThat(rates(halved)).containsExactly(rates(plain).get(0), rates(plain).get(0) * 0.5);
  }

  private static List<Double> rates(TestContext context) {
    return context.reports().stream().map(report -> metric(report, "learning-rate")).toList();
  }

  private static double metric(Report report, String name) {
    return Objects.requireNonNull(report.metrics().get(name));
  }

  private TestContext context(String training) {
    String objective =
        Blobs.objective(blobs, "[{ dense { units = 16 } }]", training + ", " + RANGE);
    return TestContext.of(objective, folder);
  }
}
