package drover.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Goal;
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
  void looksIntoTheDataFile() throws Exception {
    Path csv = Files.writeString(folder.resolve("my.csv"), "wide,high,kind\n1,2,a\n3,4,b\n");
    Plan plan = check("data { source = \"" + csv + "\", label = kind }");
    assertThat(mistakes.found()).isEmpty();
    assertThat(plan.files()).isEqualTo(List.of(csv.toString()));

    check("data { source = \"" + csv + "\", label = kid }");
    assertMistake("study.conf:1", "no column 'kid'", "did you mean 'kind'?");
    check("data { source = \"" + csv + "\", shape = [2, 2, 1] }");
    assertMistake("study.conf:1", "2 feature columns", "data.shape needs 4");
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
