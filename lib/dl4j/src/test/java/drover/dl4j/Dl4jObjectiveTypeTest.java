package drover.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Goal;
import drover.core.Needs;
import drover.core.ObjectiveType.Plan;
import drover.core.config.Mistakes;
import drover.core.config.Section;
import drover.core.config.Sections;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Dl4jObjectiveTypeTest {

  @TempDir Path folder;
  private final Mistakes mistakes = new Mistakes();

  @Test
  void plansTheWholeRange() {
    Plan plan =
        check(
            """
            network = [
              { conv { filters = { int = [8, 32], scale = log }, kernel = { choice = [3, 5] } } }
              { dense { units = 8, dropout = { real = [0, 0.5] } } }
            ]
            training {
              epochs = { int = [2, 9] }
              updater = { one-of { adam { learning-rate = { real = [1e-4, 1], scale = log } }, sgd {} } }
            }
            """);
    assertThat(mistakes.found()).isEmpty();
    assertThat(plan.budget()).isEqualTo(9);
    assertThat(plan.files()).isEmpty();
    assertThat(plan.metrics()).contains("accuracy", "macro-f1", "log-loss");
    assertThat(plan.defaultGoal()).isEqualTo(new Goal("accuracy", true));
  }

  @Test
  void defaultsAreAStudyThatWorks() {
    assertThat(check("").budget()).isEqualTo(10);
    assertThat(mistakes.found()).isEmpty();
  }

  @Test
  void findsEveryMistake() {
    check(
        """
        network = [
          { conv { filter = 8 } }
          { pool { kernel = 0 } }
          { dense { activation = rellu } }
          { dens { units = 3 } }
        ]
        training {
          epochs = { int = [0, 9] }
          updater { adam { beta1 = 1 } }
          weight-init = hee
        }
        data { validation = 0.6, test = 0.6, label = kind }
        """);
    assertMistake("study.conf:2", "filter", "filters");
    assertMistake("study.conf:3", "kernel");
    assertMistake("study.conf:4", "activation", "relu");
    assertMistake("study.conf:5", "dens", "dense");
    assertMistake("study.conf:8", "epochs");
    assertMistake("study.conf:9", "beta1");
    assertMistake("study.conf:10", "weight-init", "he");
    assertMistake("study.conf:12", "validation", "no examples to train on");
    assertMistake("study.conf:12", "label", "digits brings its own");
    assertThat(mistakes.found()).hasSize(9);
  }

  @Test
  void weightsMayBeginAndBeKeptWhereTheyCan() {
    check(
        """
        training {
          weight-init { one-of { he {}, gaussian { std = { real = [0.01, 0.1] } }, identity {} } }
          constraint { min-max-norm { min = 0.5, max = 0.5 } }
        }
        network = [ { dense { weight-init = { choice = [zero, xavier-fan-in] } } } ]
        """);
    assertThat(mistakes.found()).isEmpty();
    check(
        """
        training {
          weight-init { uniform-between { low = 2 , high = 2 } }
          constraint { min-max-norm { min = 3 } }
        }
        network = [
          { dense { weight-init { gaussian { std = 0 } } } }
          { dense { weight-init = orthogonal } }
        ]
        """);
    assertMistake("study.conf:2", "uniform-between.low: must be less than high");
    assertMistake("study.conf:3", "min-max-norm.min: is more than max");
    assertMistake("study.conf:6", "gaussian.std must be more than 0");
    assertMistake("study.conf:7", "weight-init has no variant 'orthogonal'");
    assertThat(mistakes.found()).hasSize(4);
  }

  @Test
  void aLossThatIsNotForNumbersIsAMistake() throws Exception {
    Path file = Files.writeString(folder.resolve("n.csv"), "a,y\n1,0.5\n2,1.5\n3,2\n");
    String objective = "data.source = \"%s\"\ntraining.loss = ".formatted(file);
    check(objective + "{ choice = [mse, poisson] }");
    assertMistake("study.conf:2", "training.loss must be one of auto, l1, l2, mae, mse", "poisson");
    assertThat(mistakes.found()).hasSize(1);
  }

  @Test
  void whatATrialNeedsIsKnownBeforeItRuns() {
    String network = "network = [{ dense { units = 10 } }], training { batch-size = 32 }";
    Plan plan = check(network);
    Needs needs = plan.needs().apply(Sections.resolved(network, "objective.dl4j")).orElseThrow();
    assertThat(needs.parameters()).isEqualTo(65 * 10 + 11 * 10);
    assertThat(needs.multiplyAdds()).isEqualTo(64 * 10 + 10 * 10);
    // Adam keeps two numbers for each parameter; outputs are 10 and 10.
    assertThat(needs.memory()).isEqualTo(4 * (760 * 4 + 32 * (2 * 20 + 64)));
  }

  @Test
  void findsEveryMistakeOfLearningRateMethods() {
    check(
        """
        training {
          updater { one-of {
            adam { epsilon = 0 }
            sgd {}
            lookahead { updater = adagrad, k = 0, alpha = 2 }
            adagrad-norm { b0 = 0 }
            sgd-hd { beta = -1 }
            lookahead { updater { lookahead {} } }
          } }
          schedule = [
            { step { every = 0, gamma = 0 } }
            { exponential { gamma = { real = [-1, 0.5] } } }
            { warm-restarts { t0 = 0.5, t-mult = 0 } }
            { plateau { factor = 1, patience = -1 } }
            { gradient-norm { raise = 0.5 } }
            { cosin {} }
            { one-cycle { rise = 1, momentum = 0.8 } }
          ]
          momentum-schedule = [{ one-cycle-momentum { low = 1.5 } }]
          clipping { global-norm { limit = 0 } }
        }
        """);
    assertMistake("study.conf:3", "epsilon");
    assertMistake("study.conf:4", "sgd has no momentum", "momentum-schedule");
    assertMistake("study.conf:11", "step.every");
    assertMistake("study.conf:11", "step.gamma");
    assertMistake("study.conf:12", "exponential.gamma");
    assertMistake("study.conf:13", "warm-restarts.t0");
    assertMistake("study.conf:13", "warm-restarts.t-mult");
    assertMistake("study.conf:14", "plateau.factor");
    assertMistake("study.conf:14", "plateau.patience");
    assertMistake("study.conf:15", "gradient-norm.raise");
    assertMistake("study.conf:16", "cosin", "did you mean 'cosine'?");
    assertMistake("study.conf:17", "one-cycle.rise");
    assertMistake("study.conf:17", "unknown key 'momentum'");
    assertMistake("study.conf:19", "one-cycle-momentum.low");
    assertMistake("study.conf:20", "global-norm.limit");
    assertMistake("study.conf:6", "adagrad-norm has no momentum");
    assertMistake("study.conf:6", "adagrad-norm.b0");
    assertMistake("study.conf:7", "sgd-hd.beta");
    assertMistake("study.conf:8", "lookahead.updater", "has no variant 'lookahead'");
  }

  @Test
  void aLearningRateMayBeAutoAndItsRangeTestIsChecked() {
    check("training { updater { adam { learning-rate = { choice = [auto, 0.01] } } } }");
    assertThat(mistakes.found()).isEmpty();
    check(
        """
        training {
          updater { sgd { learning-rate = automatic } }
          lr-range {
            from = 1e-3
            to = 1e-4
            steps = 9
          }
        }
        """);
    assertMistake("study.conf:2", "sgd.learning-rate", "auto or a number");
    assertMistake("study.conf:5", "lr-range.to", "more than from, 0.001");
    assertMistake("study.conf:6", "lr-range.steps", "in [10, 1000000], not 9");
    assertThat(mistakes.found()).hasSize(3);
  }

  @Test
  void looksIntoTheDataFile() throws Exception {
    Path csv = Files.writeString(folder.resolve("my.csv"), "wide,high,kind\n1,2,a\n3,4,b\n");
    Plan plan = check("data { source = \"" + csv + "\", label = kind }");
    assertThat(mistakes.found()).isEmpty();
    assertThat(plan.files()).isEqualTo(List.of(csv.toString()));

    check("data { source = \"" + csv + "\", label = kid }");
    assertMistake("study.conf:1", "no column 'kid'", "did you mean 'kind'?");
    check("data { source = \"" + csv + "\", shape = [2, 2, 1] }");
    assertMistake("study.conf:1", "an example has 2 features", "data.shape needs 4");
    check("data { source = \"" + csv + ".gz\" }");
    assertMistake("study.conf:1", "my.csv.gz: there is no such file");
    check("data { source = \"nosuch://a/b.csv\" }");
    assertMistake("study.conf:1", "nosuch://a/b.csv: cannot be read");
  }

  private Plan check(String objective) {
    Section section = Sections.checking(objective, "objective.dl4j", mistakes);
    Plan plan = new Dl4jObjectiveType().check(section, new Configuration());
    Sections.finish(section);
    return plan;
  }

  private void assertMistake(String... parts) {
    assertThat(mistakes.found()).anySatisfy(mistake -> assertThat(mistake).contains(parts));
  }
}
