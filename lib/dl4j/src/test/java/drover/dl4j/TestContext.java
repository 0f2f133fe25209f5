package drover.dl4j;

import drover.core.Goal;
import drover.core.Note;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.Report;
import drover.core.Trial;
import drover.core.TrialContext;
import drover.core.config.Section;
import drover.core.config.Sections;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One trial's surroundings without a study around it. */
record TestContext(String objective, Path model, long seed, List<Report> reports)
    implements TrialContext {

  /** The context of a trial with these settings, which leaves its model in a folder. */
  static TestContext of(String objective, Path folder) {
    return new TestContext(objective, folder.resolve("model.zip"), 7, new ArrayList<>());
  }

  /** Evaluates the settings as the trial of an id, with a full budget. */
  Outcome evaluate(int id) throws Exception {
    return evaluate(id, Integer.MAX_VALUE);
  }

  Outcome evaluate(int id, int budget) throws Exception {
    return new Dl4jObjective().evaluate(trial(id, budget), this);
  }

  Map<String, Double> test() throws Exception {
    return new Dl4jObjective().test(trial(0, 1), this);
  }

  private static Trial trial(int id, int budget) {
    return new Trial(id, Params.EMPTY, budget, Note.EMPTY);
  }

  @Override
  public Section settings() {
    return Sections.resolved(objective, "objective.dl4j");
  }

  @Override
  public List<Goal> goals() {
    return List.of(new Goal("accuracy", true));
  }

  @Override
  public void report(int step, Map<String, Double> metrics) {
    reports.add(new Report(step, metrics));
  }

  @Override
  public Path local(String uri) {
    return Path.of(uri);
  }
}
