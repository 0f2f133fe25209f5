package drover.core.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.core.Goal;
import drover.core.Params;
import drover.core.space.Choice;
import drover.core.space.Ordinal;
import drover.core.space.Real;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {

  private static final String LOOKUP =
      """
      { "name": "cell", "direction": "maximise",
        "objective_columns": ["accuracy_seed0", "accuracy_seed1"],
        "parameters": [
          { "name": "op", "values": ["conv", "pool"], "ordered": false },
          { "name": "rate", "values": [0.001, 0.01, 1], "ordered": true } ] }
      """;
  private static final String LOOKUP_ROWS =
      """
      op,rate,accuracy_seed0,accuracy_seed1,flops
      conv,1e-3,0.5,0.7,100
      pool,0.01,0.9,0.7,200
      pool,1.0,NaN,0.7,
      """;
  private static final String POOL =
      """
      { "name": "curves", "direction": "minimise", "pool": true, "budget": 3,
        "objective": "lowest loss seen on the curve", "optimum": 0.25,
        "parameters": [ { "name": "rate", "low": 1e-4, "high": 1, "log": true } ] }
      """;
  private static final String POOL_ROWS =
      """
      rate,loss_0,loss_1,loss_2
      0.0001,0.9,0.8,0.85
      0.01,0.7,0.4,0.25
      1,0.6,nan,nan
      """;

  @TempDir Path folder;

  private Table table(String json, String rows) throws IOException {
    Path file = Files.writeString(folder.resolve("table.json"), json);
    Files.writeString(folder.resolve("table.csv"), rows);
    return Table.read(file);
  }

  private static Params point(String op, double rate) {
    return new Params(Map.of("op", op, "rate", rate));
  }

  @Test
  void aLookupHasARowForEachPoint() throws IOException {
    Table table = table(LOOKUP, LOOKUP_ROWS);
    assertThat(table.name()).isEqualTo("cell");
    assertThat(table.isPool()).isFalse();
    assertThat(table.size()).isEqualTo(3);
    assertThat(table.budget()).isEqualTo(1);
    assertThat(table.goal()).isEqualTo(new Goal("accuracy", true));
    assertThat(table.metrics()).containsExactly("accuracy", "flops");
    assertThat(table.space().find("op").orElseThrow()).isInstanceOf(Choice.class);
    assertThat(((Ordinal) table.space().find("rate").orElseThrow()).values())
        .containsExactly(0.001, 0.01, 1.0);
    assertThat(table.find(point("pool", 0.01))).hasValue(1);
    assertThat(table.find(point("conv", 1))).isEmpty();
    assertThat(table.params(0)).isEqualTo(point("conv", 0.001));
  }

  @Test
  void theMetricIsTheMeanOfItsColumns() throws IOException {
    Table table = table(LOOKUP, LOOKUP_ROWS);
    assertThat(table.best(0, 1)).isEqualTo(0.6);
    assertThat(table.metrics(1, 1)).isEqualTo(Map.of("accuracy", 0.8, "flops", 200.0));
    assertThat(table.best(2, 1)).isNaN();
    assertThat(table.metrics(2, 1)).containsEntry("flops", Double.NaN);
    assertThat(table.optimum()).isEqualTo(0.8);
  }

  @Test
  void valuesAreKnownByWhatTheyMean() throws IOException {
    Table table = table(LOOKUP, LOOKUP_ROWS);
    assertThat(table.point(Map.of("op", "conv", "rate", 1L))).isEqualTo(point("conv", 1.0));
    assertThatThrownBy(() -> table.point(Map.of("op", "conv", "rate", 0.5)))
        .hasMessage("'0.5' is no value of rate");
    assertThatThrownBy(() -> table.point(Map.of("op", "conv"))).hasMessage("rate is missing");
  }

  @Test
  void aPointOfAPoolStandsForTheNearestRowOnTheLogScale() throws IOException {
    Table table = table(POOL, POOL_ROWS);
    assertThat(table.isPool()).isTrue();
    assertThat(table.space().find("rate").orElseThrow()).isInstanceOf(Real.class);
    assertThat(table.find(new Params(Map.of("rate", 0.0009)))).hasValue(0);
    assertThat(table.find(new Params(Map.of("rate", 0.0011)))).hasValue(1);
    assertThat(table.find(new Params(Map.of("rate", 0.2)))).hasValue(2);
    assertThat(table.nearest(new Params(Map.of("rate", 0.2)), row -> row != 2)).hasValue(1);
    assertThat(table.nearest(new Params(Map.of("rate", 0.2)), row -> false)).isEmpty();
  }

  @Test
  void aCurvesValueIsItsBestPointSoFar() throws IOException {
    Table table = table(POOL, POOL_ROWS);
    assertThat(table.budget()).isEqualTo(3);
    assertThat(table.goal()).isEqualTo(new Goal("loss", false));
    assertThat(table.best(0, 3)).isEqualTo(0.8);
    assertThat(table.best(1, 2)).isEqualTo(0.4);
    assertThat(table.value(0, 3)).isEqualTo(0.85);
    assertThat(table.steps(2)).isEqualTo(1);
    assertThat(table.best(2, 1)).isEqualTo(0.6);
    assertThat(table.best(2, 2)).isNaN();
    assertThat(table.optimum()).isEqualTo(0.25);
  }

  @Test
  void blankLinesAreNoRowsAndNotANumberIsNoOptimum() throws IOException {
    String json = POOL.replaceFirst("\\{", "{ \"optimum\": NaN,");
    Table table = table(json, POOL_ROWS.replace("\n", "\n\n"));
    assertThat(table.size()).isEqualTo(3);
    assertThat(table.optimum()).isEqualTo(0.25);
  }

  @Test
  void rowsMayBeGzipped() throws IOException {
    Path file = Files.writeString(folder.resolve("zipped.json"), LOOKUP);
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("zipped.csv.gz")))) {
      out.write(LOOKUP_ROWS.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(Table.read(file).size()).isEqualTo(3);
  }

  @Test
  void aWrongFileIsNamedWithWhatIsWrong() {
    assertWrong(LOOKUP, LOOKUP_ROWS + "conv,0.5,1,1,1\n", "table.csv:5: '0.5' is no value of rate");
    assertWrong(LOOKUP, LOOKUP_ROWS + "conv,1,x,1,1\n", "table.csv:5: accuracy_seed0 must be a");
    assertWrong(LOOKUP, LOOKUP_ROWS + "conv,1\n", "table.csv:5: 2 fields, but the first row has 5");
    assertWrong(LOOKUP, LOOKUP_ROWS + "conv,0.001,1,1,1\n", "table.csv:5: an earlier row has");
    assertWrong(LOOKUP, "op,rate,accuracy_seed0,accuracy_seed1\n", "table.csv: there are no rows");
    assertWrong(LOOKUP, "op,rate,a\n", "table.json: names the column 'accuracy_seed0', which is");
    assertWrong(LOOKUP.replace("maximise", "up"), LOOKUP_ROWS, "table.json: direction must be");
    assertWrong(LOOKUP.replace("\"name\": \"cell\",", ""), LOOKUP_ROWS, "'name' is missing");
    assertWrong(LOOKUP.replace("objective_columns", "o"), LOOKUP_ROWS, "needs 'objective_columns'");
    assertWrong("{", LOOKUP_ROWS, "table.json: no JSON");
    assertWrong(
        LOOKUP.replaceFirst("\\{", "{ \"budget\": 3,"),
        LOOKUP_ROWS,
        "'objective_columns' must be as many as the budget, 3, not 2");
    assertWrong(LOOKUP.replaceFirst("\\{", "{ \"budget\": 0,"), LOOKUP_ROWS, "must be at least 1");
    assertWrong(POOL.replace("\"pool\": true,", ""), POOL_ROWS, "rate: needs 'values'");
    assertThatThrownBy(() -> Table.read(folder.resolve("none.json")))
        .hasMessageContaining("none.csv.gz");
  }

  private void assertWrong(String json, String rows, String message) {
    assertThatThrownBy(() -> table(json, rows))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(folder.toString())
        .hasMessageContaining(message);
  }
}
