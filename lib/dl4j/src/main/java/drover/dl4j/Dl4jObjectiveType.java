package drover.dl4j;

import drover.core.Goal;
import drover.core.ObjectiveType;
import drover.core.config.Section;
import drover.dl4j.data.DataSettings;
import drover.dl4j.data.SourceCheck;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** The objective {@code dl4j}: trains networks of Deeplearning4j. */
public final class Dl4jObjectiveType implements ObjectiveType {

  @Override
  public String name() {
    return "dl4j";
  }

  @Override
  public String implementation() {
    return Dl4jObjective.class.getName();
  }

  @Override
  public boolean needsProcess() {
    return true;
  }

  @Override
  public Plan check(Section objective, Configuration hadoop) {
    Dl4jSettings settings = Dl4jSettings.read(objective);
    DataSettings data = settings.data();
    boolean classes = SourceCheck.check(data, objective.section("data"), hadoop);
    boolean validates = data.validation() > 0;
    List<String> metrics =
        new ArrayList<>(validates ? Metrics.names(classes) : List.of(Training.TRAINING_LOSS));
    metrics.add(Dl4jObjective.PARAMETERS);
    metrics.add(Dl4jObjective.FLOPS);
    return new Plan(
        settings.training().epochs(),
        data.files(),
        metrics,
        validates ? Metrics.defaultGoal(classes) : new Goal(Training.TRAINING_LOSS, false));
  }
}
