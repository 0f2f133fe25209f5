package drover.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Outcome.Scored;
import drover.core.Params;
import drover.core.config.Mistakes;
import drover.core.config.Template;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies of a block with ranges of their own. */
class CopiesTest {

  private static final String UNITS =
      "[{ dense { units = { int = [4, 9] } } }, { dropout { rate = 0.1 } }]";
  private static final String NETWORK =
      "[{ repeat { copies = { list-of = " + UNITS + ", length = [1, 3] } } }]";

  @TempDir Path folder;

  @Test
  void eachTrainsWithItsOwnValues() throws Exception {
    Template template =
        Template.of(
            Blobs.objective(Blobs.write(folder), NETWORK, "epochs = 2").replace("\n", ", "));
    String copies = "network.0.repeat.copies";
    Params two =
        new Params(
            Map.of(copies, 2L, copies + ".0.0.dense.units", 5L, copies + ".1.0.dense.units", 7L));
    assertThat(template.space().contains(two)).isTrue();
    assertThat(template.space().contains(new Params(Map.of(copies, 1L)))).isFalse();
    TestContext context = TestContext.of(template.resolve(two), folder);
    assertThat(context.evaluate(0)).isInstanceOf(Scored.class);
    Map<String, INDArray> weights =
        Networks.restore(context.model().toFile(), false).dl4j().paramTable();
    assertThat(weights)
        .hasEntrySatisfying("0_W", w -> assertThat(w.shape()).containsExactly(16, 5))
        .hasEntrySatisfying("2_W", w -> assertThat(w.shape()).containsExactly(5, 7))
        .hasEntrySatisfying("4_W", w -> assertThat(w.shape()).containsExactly(7, 3));
  }

  @Test
  void aStudyFileMayHaveThem() {
    Mistakes mistakes = new Mistakes();
    RunsTest.check("network = " + NETWORK, mistakes);
    RunsTest.check("network = { list-of { dense { units = 4 } }, length = [1, 2] }", mistakes);
    RunsTest.check("network = [{ repeat { copies = [[dense], [dense, dropout]] } }]", mistakes);
    assertThat(mistakes.found()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "times = 2, copies = [[dense]] | network.0.repeat.times: is for equal copies",
        "layers = [dense], copies = [[dense]] | network.0.repeat.layers: is for equal copies",
        "copies = [dense] | network.0.repeat.copies.0 must be a list",
        "copies { list-of = [{ dense { unit = 3 } }], length = [1, 3] }"
            + " | unknown key 'unit' in network.0.repeat.copies.list-of.0.dense",
        "copies { list-of = [{ dense { units = { int = [0, 3] } } }], length = [1, 3] }"
            + " | network.0.repeat.copies.list-of.0.dense.units must be in [1, 1000000], not 0",
      })
  void wrongOnesAreOneMistake(String repeat, String message) {
    Mistakes mistakes = new Mistakes();
    RunsTest.check("network = [{ repeat { %s } }]".formatted(repeat), mistakes);
    assertThat(mistakes.found()).singleElement().asString().contains("study.conf:1", message);
  }
}
