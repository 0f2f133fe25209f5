package drover.jobs.bench.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.core.space.Choice;
import drover.core.space.Int;
import drover.core.space.Real;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class FormulaProblemTest {

  /** Problems with all formulas and some of their check values. */
  static final Path FOLDER = Path.of("src/test/resources/drover/jobs/bench");

  private static final String FILE =
      """
      { "name": "mine2", "function": "sphere", "set": "mine",
        "parameters": [
          { "name": "x0", "type": "float", "low": 0.1, "high": 5, "log": true },
          { "name": "x1", "type": "int", "low": 1, "high": 64, "log": false },
          { "name": "c", "type": "categorical", "choices": ["a", "b"] } ],
        "constants": { "o": [1, 2] }, "optimum": 0, "random1_median": 20,
        "check": [ { "params": { "x0": 3, "x1": 5, "c": "b" }, "value": 13 } ] }
      """;

  @Test
  void everyFormulaReproducesTheCheckValuesOfItsFile() throws IOException {
    List<ProblemFile> files = ProblemFile.readAll(FOLDER, "");
    assertThat(files).hasSize(Formulas.names().size());
    for (ProblemFile file : files) {
      Problem problem = file.problem();
      assertThat(problem.regret(problem.optimum())).isEqualTo(0);
      assertThat(problem.regret(problem.reference())).isEqualTo(1);
    }
  }

  @Test
  void theShippedProblemsReproduceTheirCheckValues() throws IOException {
    Path shipped = Path.of("../conf/problems");
    for (ProblemFile file : ProblemFile.readAll(shipped, "")) {
      assertThat(file.problem().regret(file.problem().reference())).isEqualTo(1);
    }
  }

  @Test
  void aFileGivesSpaceFunctionAndScale() {
    Problem problem = FormulaProblem.read(FILE, "");
    assertThat(problem.name()).isEqualTo("mine2");
    assertThat(problem.set()).isEqualTo("mine");
    assertThat(problem.space().parameters())
        .containsExactly(
            new Real("x0", Optional.empty(), 0.1, 5, true, OptionalDouble.empty()),
            new Int("x1", Optional.empty(), 1, 64, false, 1),
            new Choice("c", Optional.empty(), List.of("a", "b")));
    assertThat(problem.regret(10)).isEqualTo(0.5);
    assertThat(problem.regret(-1e-15)).isEqualTo(0);
  }

  @Test
  void aCheckValueThatIsNotReproducedIsRefused() {
    assertThatThrownBy(() -> FormulaProblem.read(FILE.replace("13", "13.0000001"), ""))
        .hasMessageContaining("13.0")
        .hasMessageContaining("x0=3.0");
  }

  @Test
  void regretsNeedAScale() {
    assertThatThrownBy(() -> FormulaProblem.read(FILE.replace("20,", "0,"), ""))
        .hasMessageContaining("'random1_median' must be above 'optimum'");
  }

  @Test
  void unknownFormulasAndTypesAreRefused() {
    assertThatThrownBy(() -> FormulaProblem.read(FILE.replace("sphere", "cube"), ""))
        .hasMessageContaining("no formula 'cube'");
    assertThatThrownBy(() -> FormulaProblem.read(FILE.replace("categorical", "bool"), ""))
        .hasMessageContaining("no type 'bool'");
  }
}
