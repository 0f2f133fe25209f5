package drover.core.function;

import drover.core.Objective;
import drover.core.Outcome;
import drover.core.Trial;
import drover.core.TrialContext;
import drover.core.config.Section;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Evaluates a {@link TestFunction}: {@code objective { type = function, function = sphere, x = [ {
 * real = [-5, 5] }, … ] }}. It may sleep first, to stand for a training of some length.
 */
public final class FunctionObjective implements Objective {

  /** The only metric. */
  static final String METRIC = "value";

  /** The settings of one trial. */
  record Settings(TestFunction function, List<Double> x, Optional<Duration> sleep) {

    static Settings read(Section objective) {
      return new Settings(
          TestFunction.of(objective.oneOf("function", TestFunction.labels())),
          objective.reals("x", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
          objective.durationOr("none", "sleep"));
    }
  }

  @Override
  public Outcome evaluate(Trial trial, TrialContext context) throws InterruptedException {
    Settings settings = Settings.read(context.settings());
    if (settings.sleep().isPresent()) {
      Thread.sleep(settings.sleep().get().toMillis());
    }
    double[] x = settings.x().stream().mapToDouble(Double::doubleValue).toArray();
    Map<String, Double> metrics = Map.of(METRIC, settings.function().at(x));
    context.report(1, metrics);
    return context.score(metrics);
  }
}
