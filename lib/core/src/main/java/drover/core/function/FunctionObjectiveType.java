package drover.core.function;

import drover.core.Goal;
import drover.core.ObjectiveType;
import drover.core.config.Section;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** The objective {@code function}: a {@link TestFunction}, minimised. */
public final class FunctionObjectiveType implements ObjectiveType {

  @Override
  public String name() {
    return "function";
  }

  @Override
  public String implementation() {
    return FunctionObjective.class.getName();
  }

  @Override
  public boolean needsProcess() {
    return false;
  }

  @Override
  public Plan check(Section objective, Configuration hadoop) {
    FunctionObjective.Settings settings = FunctionObjective.Settings.read(objective);
    int given = settings.x().size();
    int wanted = settings.function().dimensions();
    if (given == 0) {
      objective.mistake("x", "must have at least one number");
    } else if (wanted > 0 && given != wanted) {
      objective.mistake(
          "x",
          "must have %s numbers for %s, not %s"
              .formatted(wanted, settings.function().label(), given));
    }
    String metric = FunctionObjective.METRIC;
    return new Plan(1, List.of(), List.of(metric), new Goal(metric, false));
  }
}
