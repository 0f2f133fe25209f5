package drover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches that continue trials, end to end on networks that are really trained. */
@Tag("slow")
@Timeout(600)
final class ContinuingSearchersTest {

  private static final Map<String, String> SEARCHES =
      Map.of(
          "hyperband", "algorithm = hyperband, min-budget = 1, searcher = random",
          "bohb", "algorithm = bohb, min-budget = 1",
          "population-based-training",
              "algorithm = population-based-training, population = 4, interval = 3, "
                  + "truncation = 0.25, explore = [\"*learning-rate\"]");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"hyperband", "bohb", "population-based-training"})
  void childrenTrainOnWithTheirParentsWeights(String search) throws Exception {
    ContinuedStudy study = study(search);
    JobRun run = JobRun.of("tune", study.file());
    assertThat(run.exit()).as(run.out() + run.err()).isZero();

    study.requireChildrenContinue(search.equals("population-based-training") ? 8 : 3);
    study.requireLineageEqualsOneTraining();
    assertThat(study.state().count("failed")).isZero();
    if (search.equals("population-based-training")) {
      theWorstTookOverFromTheBest(study);
    }
  }

  /** With weights of another lineage and with another learning rate, they have learned already. */
  private static void theWorstTookOverFromTheBest(ContinuedStudy study) throws Exception {
    List<Trial> asked = study.asked();
    List<Trial> changed =
        asked.stream()
            .filter(trial -> trial.parent().isPresent())
            .filter(trial -> !asked.get(trial.parent().getAsInt()).params().equals(trial.params()))
            .toList();
    assertThat(changed).isNotEmpty();
    double untrained = study.came().get(0).curve().get(0).metrics().getOrDefault("log-loss", 0.0);
    for (Trial trial : changed) {
      assertThat(study.came().get(trial.id()).curve().get(0).metrics().get("log-loss"))
          .isLessThan(untrained);
    }
  }

  private ContinuedStudy study(String search) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("continuing.conf"),
            """
            study { dir = "%s", trials = 18, seed = 5, order = deterministic, parallelism = 2 }
            objective {
              network = [ { dense { units = { int = [8, 32], scale = log } } } ]
              training {
                epochs = 9
                batch-size = 64
                updater { adam { learning-rate = { real = [1e-3, 1e-1], scale = log } } }
              }
            }
            search { %s }
            spark { master = "local[2]" }
            """
                .formatted(folder, SEARCHES.get(search)));
    return new ContinuedStudy(file, folder.resolve("continuing"));
  }
}
