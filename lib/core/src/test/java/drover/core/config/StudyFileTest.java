package drover.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.Goal;
import drover.core.Params;
import drover.core.config.TrialSettings.Isolation;
import drover.core.json.Json;
import drover.core.study.Order;
import drover.core.study.Parallelism;
import drover.core.study.Policies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyFileTest {

  private static final String DIGITS =
      """
      # Handwritten digits.
      study { name = digits, dir = studies, seed = 7, trials = 60, parallelism = auto, timeout = 30m }
      objective {
        type = dl4j                       # or: function, tabular, or a class of yours on the classpath
        data { source = digits, validation = 0.2, test = 0.2 }
        network = [
          { conv  { filters = { int = [8, 64], scale = log }, kernel = { choice = [3, 5] }, activation = relu } }
          { pool  { kernel = 2 } }
          { dense { units = { int = [32, 256], scale = log }, dropout = { real = [0, 0.5] } } }
        ]
        training {
          epochs = 8
          batch-size = { ordinal = [16, 32, 64, 128] }
          updater = { one-of {
            adam      { learning-rate = { real = [1e-4, 1e-1], scale = log } }
            nesterovs { learning-rate = { real = [1e-3, 1], scale = log }, momentum = { real = [0.5, 0.99] } }
          } }
        }
        maximise = accuracy
      }
      search { algorithm = genetic, population = 20 }
      """;

  private static final Params BEST =
      new Params(
          Map.of(
              "network.0.conv.filters",
              32L,
              "network.0.conv.kernel",
              5L,
              "network.2.dense.units",
              64L,
              "network.2.dense.dropout",
              0.25,
              "training.batch-size",
              16L,
              "training.updater",
              "nesterovs",
              "training.updater.nesterovs.learning-rate",
              0.01,
              "training.updater.nesterovs.momentum",
              0.9));

  @TempDir Path folder;

  @Test
  void aStudyFileIsReadWhole() throws IOException {
    StudyFile file = load(DIGITS);
    assertThat(FakeObjective.readAll(file)).containsExactly(new Goal("accuracy", true));
    file.finish();
    assertThat(file.template().space().parameters().stream().map(p -> p.name()))
        .containsExactly(
            "network.0.conv.filters",
            "network.0.conv.kernel",
            "network.2.dense.dropout",
            "network.2.dense.units",
            "training.batch-size",
            "training.updater",
            "training.updater.adam.learning-rate",
            "training.updater.nesterovs.learning-rate",
            "training.updater.nesterovs.momentum");
    assertThat(StudySettings.read(file.section("study"), "file"))
        .isEqualTo(
            new StudySettings(
                "digits",
                "studies",
                7,
                60,
                new Parallelism(OptionalInt.empty(), 1000),
                Optional.of(Duration.ofMinutes(30)),
                OptionalDouble.empty(),
                Order.ARRIVAL,
                false));
    assertThat(
            FakeObjective.read(Sections.resolved(file.template().resolve(BEST), "objective.fake")))
        .startsWith("digits0.20.2[conv32[5]relu, pool2, dense640.25]8 epochs of 16")
        .endsWith("nesterovs0.010.9");
  }

  @Test
  void anEmptyStudyFileHasTheDefaults() throws IOException {
    StudyFile file = load("");
    assertThat(StudySettings.read(file.section("study"), file.baseName()))
        .isEqualTo(
            new StudySettings(
                "digits",
                "studies",
                0,
                100,
                new Parallelism(OptionalInt.empty(), 1000),
                Optional.empty(),
                OptionalDouble.empty(),
                Order.ARRIVAL,
                false));
    assertThat(TrialSettings.read(file.section("trial")))
        .isEqualTo(
            new TrialSettings(
                Policies.DEFAULT,
                Optional.empty(),
                Isolation.AUTO,
                Optional.of(Duration.ofSeconds(30)),
                1));
    assertThat(Goals.read(file.section("objective"), FakeObjective.PLAN))
        .containsExactly(new Goal("accuracy", true));
    assertThat(file.template().space().parameters()).isEmpty();
  }

  @Test
  void goalsToMaximiseComeBeforeThoseToMinimise() throws IOException {
    StudyFile file = load("objective { minimise = log-loss, maximise = [accuracy] }");
    assertThat(Goals.read(file.section("objective"), FakeObjective.PLAN))
        .containsExactly(new Goal("accuracy", true), new Goal("log-loss", false));
  }

  @Test
  void bestConfIsTheSameStudyWithoutRanges() throws IOException {
    StudyFile file = load(DIGITS, "study.seed=8", "objective.training.epochs=9");
    String best = file.withParams(BEST, Map.of("train.epochs", 7));
    assertThat(best)
        .isEqualTo(
            """
            # Handwritten digits.
            study {
              name = digits-best
              dir = studies
              parallelism = auto
              timeout = 30m
              trials = 60
              seed = 8
            }
            objective {
              # or: function, tabular, or a class of yours on the classpath
              type = dl4j
              data { source = digits, test = 0.2, validation = 0.2 }
              network = [
                { conv { activation = relu, filters = 32, kernel = 5 } }
                { pool { kernel = 2 } }
                { dense { dropout = 0.25, units = 64 } }
              ]
              training {
                batch-size = 16
                updater { nesterovs { learning-rate = 0.01, momentum = 0.9 } }
                epochs = 9
              }
              maximise = accuracy
            }
            search { algorithm = genetic, population = 20 }
            train { epochs = 7 }
            """);
    StudyFile again = load(best);
    FakeObjective.readAll(again);
    again.finish();
    assertThat(again.template().space().parameters()).isEmpty();
    assertThat(FakeObjective.read(Sections.resolved(again.template().json(), "objective.fake")))
        .isEqualTo(
            FakeObjective.read(Sections.resolved(file.template().resolve(BEST), "objective.fake")));
  }

  @Test
  void secretsAreMaskedWhereverTheConfigIsShown() throws IOException {
    StudyFile file =
        load(
            """
            spark { hadoop.fs.s3a { access.key = AKIA1, secret.key = hush1, endpoint = "http://u:hush2@h" } }
            objective { settings { token = hush3, list = ["s3a://a:hush4@b"], tokenizer = words } }
            """,
            "spark.hadoop.fs.azure.account.key.x=hush5");
    String shown = file.settings() + file.json() + file.withParams(Params.EMPTY, Map.of());
    assertThat(shown).doesNotContain("AKIA1", "hush").contains("tokenizer");
    assertThat(file.spark())
        .containsEntry("spark.hadoop.fs.s3a.secret.key", "hush1")
        .containsEntry("spark.hadoop.fs.azure.account.key.x", "hush5");
  }

  @Test
  void theEffectiveConfigSaysWhereEachValueComesFrom() throws IOException {
    StudyFile file = load(DIGITS, "study.trials=5");
    FakeObjective.readAll(file);
    assertThat(file.settings().stream().map(s -> s.toString().replace(folder + "/", "")))
        .contains(
            "objective.network.0.conv.filters = { int = [8, 64], scale = log }  # digits.conf:7",
            "objective.training.updater = { one-of = [adam, nesterovs] }  # digits.conf:14",
            "objective.training.updater.adam.beta1 = 0.9  # default",
            "study.name = digits  # digits.conf:2",
            "study.order = arrival  # default",
            "study.trials = 5  # argument 'study.trials=5'");
  }

  @Test
  void aRerunMayChangeHowAStudyRunsButNotWhatItIs() throws IOException {
    StudyFile first = load(DIGITS);
    FakeObjective.readAll(first);
    String journaled = first.json();
    StudyFile longer =
        load(DIGITS, "study.trials=90", "study.parallelism=3", "trial.attempts=1", "spark.x=1");
    FakeObjective.readAll(longer);
    assertThat(longer.difference(journaled)).isEmpty();
    StudyFile other =
        load(
            DIGITS,
            "study.seed=8",
            "study.order=deterministic",
            "study.parallelism=2",
            "objective.training.epochs=10",
            "objective.network.1.pool.kernel={int=[2,3]}",
            "objective.training.updater=adam",
            "search.population=10");
    FakeObjective.readAll(other);
    assertThat(other.difference(journaled))
        .containsExactly(
            "objective.network.1.pool.kernel: was 2, is { int = [2, 3] }",
            "objective.training.epochs: was 8, is 10",
            "objective.training.updater: was { one-of = [adam, nesterovs] }, is adam",
            "objective.training.updater.adam.learning-rate: was { real = [1e-4, 0.1], scale = log"
                + " }, is 0.001",
            "objective.training.updater.nesterovs.learning-rate:"
                + " was { real = [0.001, 1], scale = log }, is not set",
            "objective.training.updater.nesterovs.momentum: was { real = [0.5, 0.99] }, is not set",
            "search.population: was 20, is 10",
            "study.order: was arrival, is deterministic",
            "study.seed: was 7, is 8");
  }

  @Test
  void aDefaultThatAnUpgradeAddsMakesNoOtherStudy() throws IOException {
    StudyFile file = load(DIGITS);
    FakeObjective.readAll(file);
    ObjectNode journaled = (ObjectNode) Json.parse(file.json());
    journaled.remove("objective.training.updater.adam.beta1");
    assertThat(file.difference(Json.text(journaled))).isEmpty();
    journaled.remove("objective.training.epochs");
    assertThat(file.difference(Json.text(journaled)))
        .containsExactly("objective.training.epochs: was not set, is 8");
  }

  @Test
  void furtherSectionsAreKnownIfAsked() throws IOException {
    Path bench = Files.writeString(folder.resolve("bench.conf"), "bench { a { int = [1, 2] } }");
    StudyFile.load(bench.toString(), List.of(), List.of("bench"), new Configuration()).finish();
    StudyFile without = StudyFile.load(bench.toString(), List.of(), new Configuration());
    assertThatThrownBy(without::finish)
        .isInstanceOf(MistakesException.class)
        .hasMessageContaining("unknown key 'bench'");
  }

  private StudyFile load(String text, String... arguments) throws IOException {
    Path file = Files.writeString(folder.resolve("digits.conf"), text);
    return StudyFile.load(file.toString(), List.of(arguments), new Configuration());
  }
}
