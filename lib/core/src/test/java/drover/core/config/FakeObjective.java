package drover.core.config;

import drover.core.Goal;
import drover.core.ObjectiveType.Plan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads a study file as a study does, with an objective much like a network. */
final class FakeObjective {

  static final Plan PLAN =
      new Plan(1, List.of(), List.of("accuracy", "log-loss"), new Goal("accuracy", true));

  private FakeObjective() {}

  static List<Goal> readAll(StudyFile file) {
    StudySettings.read(file.section("study"), file.baseName());
    TrialSettings.read(file.section("trial"));
    Section common = file.section("objective");
    common.text("type");
    List<Goal> goals = Goals.read(common, PLAN);
    Section search = file.section("search");
    search.text("algorithm");
    search.integer("population", 2, Integer.MAX_VALUE);
    read(file.objective("objective.fake"));
    return goals;
  }

  /** The objective as text: what it would train. */
  static String read(Section objective) {
    return objective.section("data").text("source")
        + objective.section("data").real("validation", 0, 1)
        + objective.section("data").real("test", 0, 1)
        + objective.variants("network", "objective.fake.layers", layers())
        + training(objective.section("training"));
  }

  private static Map<String, Function<Section, String>> layers() {
    Map<String, Function<Section, String>> layers = new LinkedHashMap<>();
    layers.put(
        "conv",
        s ->
            "conv"
                + s.integer("filters", 1, 1024)
                + s.integers("kernel", 1, 99)
                + s.oneOf("activation", List.of("relu", "tanh")));
    layers.put("pool", s -> "pool" + s.integer("kernel", 1, 99));
    layers.put("dense", s -> "dense" + s.integer("units", 1, 4096) + s.real("dropout", 0, 1));
    return layers;
  }

  private static String training(Section training) {
    return training.integer("epochs", 1, Integer.MAX_VALUE)
        + " epochs of "
        + training.integer("batch-size", 1, 65536)
        + training.real("dropout", 0, 1)
        + training.oneOf("activation", List.of("relu", "tanh"))
        + training.flag("shuffle")
        + training.duration("patience")
        + training.bytes("cache", 1)
        + training.integers("kernel", 1, Integer.MAX_VALUE)
        + training.variant("updater", "objective.fake.updaters", updaters());
  }

  private static Map<String, Function<Section, String>> updaters() {
    Map<String, Function<Section, String>> updaters = new LinkedHashMap<>();
    updaters.put(
        "adam",
        s ->
            "adam"
                + s.real("learning-rate", Double.MIN_NORMAL, Double.POSITIVE_INFINITY)
                + s.real("beta1", 0, Math.nextDown(1.0)));
    updaters.put(
        "nesterovs", s -> "nesterovs" + s.real("learning-rate", 0, 1) + s.real("momentum", 0, 1));
    return updaters;
  }
}
