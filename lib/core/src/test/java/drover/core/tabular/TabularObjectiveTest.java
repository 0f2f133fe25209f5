package drover.core.tabular;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Goal;
import drover.core.Note;
import drover.core.ObjectiveType.Plan;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.Trial;
import drover.core.TrialContext;
import drover.core.config.Mistakes;
import drover.core.config.Section;
import drover.core.config.Sections;
import drover.core.config.StudyFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TabularObjectiveTest {

  private static final String DEFAULTS = "objective.tabular";

  @TempDir Path folder;
  private Path json;

  @BeforeEach
  void table() throws IOException {
    json =
        Files.writeString(
            folder.resolve("curves.json"),
            """
            { "name": "curves", "direction": "minimise", "budget": 3, "objective": "lowest loss",
              "parameters": [
                { "name": "units", "values": [16, 32, 64], "ordered": true },
                { "name": "op", "values": ["a", "b"], "ordered": false } ] }
            """);
    Files.writeString(
        folder.resolve("curves.csv"),
        """
        units,op,loss_0,loss_1,loss_2,seconds
        16,a,0.9,0.5,0.7,10
        32,a,0.9,NaN,NaN,20
        """);
  }

  private Outcome evaluate(int budget, String params, List<Map<String, Double>> reports)
      throws Exception {
    Trial trial = new Trial(0, Params.EMPTY, budget, Note.EMPTY);
    String settings = "{\"file\": \"%s\", \"params\": %s}".formatted(json, params);
    return new TabularObjective().evaluate(trial, new Context(settings, reports));
  }

  @Test
  void aTrialReadsItsCurveUpToItsBudget() throws Exception {
    List<Map<String, Double>> reports = new ArrayList<>();
    Outcome outcome = evaluate(2, "{\"units\": 16, \"op\": \"a\"}", reports);
    assertThat(reports).containsExactly(Map.of("loss", 0.9), Map.of("loss", 0.5));
    assertThat(outcome)
        .isEqualTo(new Outcome.Scored(List.of(0.5), Map.of("loss", 0.5, "seconds", 10.0)));
    assertThat(evaluate(1, "{\"units\": 16.0, \"op\": \"a\"}", reports))
        .isEqualTo(new Outcome.Scored(List.of(0.9), Map.of("loss", 0.9, "seconds", 10.0)));
    assertThat(((Outcome.Scored) evaluate(9, "{\"units\": 16, \"op\": \"a\"}", reports)).loss())
        .isEqualTo(0.5);
  }

  @Test
  void whatDivergedOrIsNotThereIsInfeasible() throws Exception {
    List<Map<String, Double>> reports = new ArrayList<>();
    assertThat(evaluate(3, "{\"units\": 32, \"op\": \"a\"}", reports).reason())
        .isEqualTo("loss is no number after step 2");
    assertThat(reports).containsExactly(Map.of("loss", 0.9));
    assertThat(evaluate(1, "{\"units\": 32, \"op\": \"a\"}", reports).isScored()).isTrue();
    assertThat(evaluate(3, "{\"units\": 64, \"op\": \"a\"}", reports).reason())
        .isEqualTo("the table has no row of these params");
    assertThat(evaluate(3, "{\"units\": 17, \"op\": \"a\"}", reports))
        .isEqualTo(new Outcome.Infeasible("'17' is no value of units"));
  }

  @Test
  void theTableBringsTheSpace() throws IOException {
    Mistakes mistakes = new Mistakes();
    Section section = Sections.checking("file = \"" + json + "\"", DEFAULTS, mistakes);
    assertThat(new TabularObjectiveType().space(section, new Configuration()))
        .hasToString(Table.read(json).space().toString());
    assertThat(mistakes.found()).isEmpty();
  }

  @Test
  void aStudyFileNeedsNoRangesAndMayFixOrNarrowThem() throws IOException {
    assertThat(study("").template().space().parameters())
        .extracting(parameter -> parameter.name() + " " + parameter.cardinality().getAsLong())
        .containsExactly("units 3", "op 2");
    StudyFile fixed = study("params { op = b, units = { ordinal = [16, 32] } }");
    assertThat(fixed.template().space().parameters())
        .extracting(parameter -> parameter.name() + " " + parameter.cardinality().getAsLong())
        .containsExactly("params.units 2");
    Params params = new Params(Map.of("units", 64L, "op", "b"));
    assertThat(study("").withParams(params, Map.of())).contains("units = 64").contains("op = b");
    assertThat(study("").template().resolve(params)).contains("\"params\":{\"units\":64,\"op\"");
  }

  private StudyFile study(String settings) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("study.conf"),
            "objective { type = tabular, file = \"" + json + "\"\n" + settings + "\n}");
    StudyFile study = StudyFile.load(file.toString(), List.of(), new Configuration());
    TabularObjectiveType type = new TabularObjectiveType();
    study.fill(type.space(study.section("objective", DEFAULTS), new Configuration()));
    Plan plan = type.check(study.objective(DEFAULTS), new Configuration());
    assertThat(plan.budget()).isEqualTo(3);
    assertThat(plan.defaultGoal()).isEqualTo(new Goal("loss", false));
    assertThat(plan.metrics()).containsExactly("loss", "seconds");
    assertThat(plan.files()).containsExactly(json.toString(), folder.resolve("curves.csv") + "");
    study.mistakes().throwIfAny();
    return study;
  }

  @Test
  void mistakesNameTheFileOrTheValue() throws IOException {
    String point = "params { units = 16, op = a }";
    assertThat(mistakes("file = \"" + json + "\", " + point)).isEmpty();
    assertThat(mistakes(point)).singleElement().asString().contains("file");
    assertThat(mistakes("file = none.json, " + point))
        .singleElement()
        .asString()
        .contains("there is no none.json");
    assertThat(mistakes("file = \"" + json + "\", params { units = 17, op = a }"))
        .singleElement()
        .asString()
        .contains("params: '17' is no value of units");
    assertThat(mistakes("file = \"" + json + "\", params { unit = 16 }"))
        .singleElement()
        .asString()
        .contains("params: the table has no parameters [unit]");
    Files.writeString(folder.resolve("curves.csv"), "units,op\n");
    assertThat(mistakes("file = \"" + json + "\", " + point))
        .singleElement()
        .asString()
        .contains("cannot read " + json);
  }

  private static List<String> mistakes(String hocon) {
    Mistakes mistakes = new Mistakes();
    Plan unused =
        new TabularObjectiveType()
            .check(Sections.checking(hocon, DEFAULTS, mistakes), new Configuration());
    return mistakes.found();
  }

  /** Runs a trial with settings and keeps its reports. */
  private record Context(String settingsJson, List<Map<String, Double>> reports)
      implements TrialContext {

    @Override
    public Section settings() {
      return Sections.resolved(settingsJson, DEFAULTS);
    }

    @Override
    public List<Goal> goals() {
      return List.of(new Goal("loss", false));
    }

    @Override
    public long seed() {
      return 0;
    }

    @Override
    public void report(int step, Map<String, Double> metrics) {
      reports.add(metrics);
    }

    @Override
    public Path local(String uri) throws IOException {
      if (!Files.exists(Path.of(uri))) {
        throw new FileNotFoundException(uri);
      }
      return Path.of(uri);
    }

    @Override
    public Path model() {
      throw new UnsupportedOperationException("a table leaves no model");
    }
  }
}
