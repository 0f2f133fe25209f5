package drover.dl4j;

import drover.core.Goal;
import drover.core.Needs;
import drover.core.ObjectiveType;
import drover.core.config.Section;
import drover.dl4j.data.Augmentation;
import drover.dl4j.data.DataSettings;
import drover.dl4j.data.SourceCheck;
import drover.dl4j.layers.Cost;
import drover.dl4j.layers.InfeasibleException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    Section training = objective.section("training");
    SourceCheck.Found found = SourceCheck.check(data, objective.section("data"), hadoop);
    if (!found.images() && !settings.training().augmentation().equals(Augmentation.NONE)) {
      training.mistake(
          "augment", "is for images, and the examples are none; of rows data.shape makes images");
    }
    training.oneOf("loss", Loss.names(found.classes()));
    StartFrom startFrom = settings.training().startFrom();
    startFrom.check(training, hadoop);
    List<String> files = new ArrayList<>(data.files());
    startFrom.model().ifPresent(files::add);
    boolean validates = data.validation() > 0 || settings.training().runs().folds() > 0;
    return new Plan(
        settings.training().epochs(),
        files,
        metrics(settings, found.classes(), validates),
        validates ? Metrics.defaultGoal(found.classes()) : new Goal(Training.TRAINING_LOSS, false),
        trial -> found.examples().flatMap(first -> needs(trial, first, found.classes())));
  }

  private static Optional<Needs> needs(Section trial, SourceCheck.First first, boolean classes) {
    Dl4jSettings settings = Dl4jSettings.read(trial);
    Task task = classes ? Task.CLASSIFICATION : Task.REGRESSION;
    try {
      Cost cost = Networks.cost(settings, first.shape(), task, first.outputs());
      return Optional.of(TrainingMemory.needs(settings, cost, first.shape(), first.count()));
    } catch (InfeasibleException e) {
      return Optional.empty();
    }
  }

  private static List<String> metrics(Dl4jSettings settings, boolean classes, boolean validates) {
    List<String> metrics =
        new ArrayList<>(validates ? Metrics.names(classes) : List.of(Training.TRAINING_LOSS));
    if (settings.training().runs().areSeveral()) {
      List.copyOf(metrics).forEach(name -> metrics.add(name + Runs.SPREAD));
    }
    metrics.add(Dl4jObjective.PARAMETERS);
    metrics.add(Dl4jObjective.FLOPS);
    return metrics;
  }
}
