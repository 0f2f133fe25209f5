package drover.core.function;

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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

class FunctionObjectiveTest {

  private static final String DEFAULTS = "objective.function";

  private static List<String> mistakes(String hocon) {
    Mistakes mistakes = new Mistakes();
    Plan unused = check(hocon, mistakes);
    return mistakes.found();
  }

  private static Plan check(String hocon, Mistakes mistakes) {
    return new FunctionObjectiveType()
        .check(Sections.checking(hocon, DEFAULTS, mistakes), new Configuration());
  }

  @Test
  void aSectionWithRangesIsChecked() {
    Mistakes mistakes = new Mistakes();
    Plan plan = check("function = levy, x = [ { real = [-5, 5] }, 1, { int = [0, 3] } ]", mistakes);
    assertThat(mistakes.found()).isEmpty();
    assertThat(plan.budget()).isEqualTo(1);
    assertThat(plan.metrics()).containsExactly("value");
    assertThat(plan.defaultGoal()).isEqualTo(new Goal("value", false));
  }

  @Test
  void wrongSectionsAreMistakes() {
    assertThat(mistakes("function = branin, x = [1, 2, 3]"))
        .singleElement()
        .asString()
        .contains("x: must have 2 numbers for branin, not 3");
    assertThat(mistakes("function = spere, x = [1]")).singleElement().asString().contains("sphere");
    assertThat(mistakes("x = [a]")).isNotEmpty();
    assertThat(mistakes("x = []")).singleElement().asString().contains("at least one number");
    assertThat(mistakes("function = sphere")).isNotEmpty();
  }

  @Test
  void aTrialIsTheFunctionsValue() throws Exception {
    Context context = new Context("{\"function\": \"sphere\", \"x\": [1.0, 2, -3.0]}");
    Trial trial = new Trial(0, Params.EMPTY, 1, Note.EMPTY);
    Outcome outcome = new FunctionObjective().evaluate(trial, context);
    assertThat(outcome).isEqualTo(new Outcome.Scored(List.of(14.0), Map.of("value", 14.0)));
    assertThat(context.reports).containsExactly(Map.of("value", 14.0));
  }

  /** Runs a trial with settings and keeps its reports. */
  private record Context(String json, List<Map<String, Double>> reports) implements TrialContext {
    Context(String json) {
      this(json, new ArrayList<>());
    }

    @Override
    public Section settings() {
      return Sections.resolved(json, DEFAULTS);
    }

    @Override
    public List<Goal> goals() {
      return List.of(new Goal("value", false));
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
    public Path local(String uri) {
      throw new UnsupportedOperationException("the function needs no file");
    }

    @Override
    public Path model() {
      throw new UnsupportedOperationException("the function leaves no model");
    }
  }
}
