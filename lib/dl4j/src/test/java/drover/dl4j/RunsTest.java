package drover.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import drover.core.ObjectiveType.Plan;
import drover.core.Outcome.Scored;
import drover.core.config.Mistakes;
import drover.core.config.Section;
import drover.core.config.Sections;
import drover.dl4j.data.DataSettings;
import drover.dl4j.data.Dataset;
import drover.dl4j.data.Examples;
import drover.dl4j.data.Fold;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several trainings of a trial. */
class RunsTest {

  private static final String FOLDS =
      "epochs = 6, folds = 3, seeds = 2, updater { adam { learning-rate = 0.01 } }";

  @TempDir Path folder;
  private Path blobs = Path.of("");

  @BeforeEach
  void writeBlobs() throws Exception {
    blobs = Blobs.write(folder);
  }

  @Test
  void severalSeedsGiveMeanAndSpread() throws Exception {
    ResumableContext one = context("epochs = 2");
    ResumableContext three = context("epochs = 2, seeds = 3");
    one.train(0, 2);
    Scored scored = three.train(0, 2);
    assertThat(three.reports()).hasSize(2);
    Map<String, Double> metrics = three.reports().get(1).metrics();
    assertThat(scored.metrics()).containsAllEntriesOf(metrics);
    assertThat(scored.loss()).isCloseTo(1 - value(metrics, "accuracy"), within(1e-12));
    assertThat(value(metrics, "log-loss-spread")).isPositive();
    assertThat(value(metrics, "learning-rate-spread")).isZero();
    assertThat(EarlyStoppingTest.weights(three.model()))
        .isEqualTo(EarlyStoppingTest.weights(one.model()));
    // Of two, mean and spread give back both, and one of them is the training without the other.
    Map<String, Double> two = context("epochs = 2, seeds = 2").train(0, 2).metrics();
    double half = value(two, "log-loss-spread") / Math.sqrt(2);
    double alone = value(one.reports().get(1).metrics(), "log-loss");
    assertThat(Math.abs(value(two, "log-loss") - alone)).isCloseTo(half, within(1e-12));
  }

  @Test
  void everyExampleButThoseOfTheTestScoresOnce() throws Exception {
    ResumableContext context = context("");
    DataSettings settings = Dl4jSettings.read(context.settings()).data();
    List<List<Float>> scoring = new ArrayList<>();
    List<List<Float>> test = rows(Dataset.load(settings, context).test());
    for (int number = 0; number < 5; number++) {
      Dataset part = Dataset.load(settings, new Fold(number, 5), context);
      assertThat(rows(part.test())).isEqualTo(test);
      assertThat(part.validation().size()).isBetween(38, 39); // of 192
      assertThat(part.train().size() + part.validation().size()).isEqualTo(192);
      Set<List<Float>> train = new HashSet<>(rows(part.train()));
      assertThat(rows(part.validation())).noneMatch(train::contains);
      scoring.addAll(rows(part.validation()));
    }
    assertThat(new HashSet<>(scoring)).hasSize(192).doesNotContainAnyElementsOf(test);
  }

  @Test
  void foldsScoreInTurnAndTheModelIsTheFirstOnes() throws Exception {
    ResumableContext context = context(FOLDS);
    Scored scored = context.train(0, 6);
    assertThat(context.reports()).hasSize(6);
    assertThat(value(scored.metrics(), "accuracy")).isGreaterThan(0.6);
    assertThat(value(scored.metrics(), "accuracy-spread")).isPositive();
    Map<String, Double> tested = context.test();
    assertThat(value(tested, "accuracy")).isGreaterThan(0.6);
    ResumableContext again = context(FOLDS);
    assertThat(again.train(0, 6)).isEqualTo(scored);
  }

  @Test
  void aSpreadMayBeAGoal() {
    Mistakes mistakes = new Mistakes();
    Plan plan = check("training { seeds = 3 }", mistakes);
    assertThat(plan.metrics()).contains("accuracy", "accuracy-spread", "log-loss-spread");
    assertThat(check("", mistakes).metrics()).doesNotContain("accuracy-spread");
    assertThat(mistakes.found()).isEmpty();
  }

  @Test
  void wrongValuesAreMistakes() {
    Mistakes mistakes = new Mistakes();
    check(
        """
        training {
          seeds = 0
          folds = 1
          early-stopping { patience = 0, min-delta = -1, metric = los, pace = 3 }
          weights { averaged { share = 0 } }
          statistics = 3
        }
        """,
        mistakes);
    for (String[] parts :
        new String[][] {
          {"study.conf:2", "seeds"},
          {"study.conf:3", "folds"},
          {"study.conf:4", "early-stopping.patience"},
          {"study.conf:4", "early-stopping.min-delta"},
          {"study.conf:4", "early-stopping.metric", "loss"},
          {"study.conf:4", "unknown key 'pace'"},
          {"study.conf:5", "averaged.share"},
          {"study.conf:6", "statistics"},
        }) {
      assertThat(mistakes.found()).anySatisfy(mistake -> assertThat(mistake).contains(parts));
    }
    assertThat(mistakes.found()).hasSize(8);
  }

  static Plan check(String objective, Mistakes mistakes) {
    Section section = Sections.checking(objective, "objective.dl4j", mistakes);
    Plan plan = new Dl4jObjectiveType().check(section, new Configuration());
    Sections.finish(section);
    return plan;
  }

  private static double value(Map<String, Double> metrics, String name) {
    return Objects.requireNonNull(new TreeMap<>(metrics).get(name), name);
  }

  private static List<List<Float>> rows(Examples examples) {
    List<List<Float>> all = new ArrayList<>();
    float[] row = new float[examples.rows().width()];
    for (int i = 0; i < examples.size(); i++) {
      examples.rows().read(i, row);
      List<Float> values = new ArrayList<>();
      for (float value : row) {
        values.add(value);
      }
      all.add(values);
    }
    return all;
  }

  private ResumableContext context(String training) {
    return new ResumableContext(folder, Blobs.objective(blobs, "[dense]", training));
  }
}
