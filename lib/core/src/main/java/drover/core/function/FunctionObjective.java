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
 * real = [-5, 5] }, … ] }}. It may sleep first, to stand for a training of some length, and report
 * meanwhile.
 */
public final class FunctionObjective implements Objective {

  /** The only metric. */
  static final String METRIC = "value";

  /** The settings of one trial. */
  record Settings(TestFunction function, List<Double> x, Optional<Duration> sleep, long reports) {

    static Settings read(Section objective) {
      return new Settings(
          TestFunction.of(objective.oneOf("function", TestFunction.labels())),
          objective.reals("x", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
          objective.durationOr("none", "sleep"),
          objective.integer("reports", 1, Integer.MAX_VALUE));
    }
  }

  @Override
  public Outcome evaluate(Trial trial, TrialContext context) throws InterruptedException {
    Settings settings = Settings.read(context.settings());
    double[] x = settings.x().stream().mapToDouble(Double::doubleValue).toArray();
    Map<String, Double> metrics = Map.of(METRIC, settings.function().at(x));
    long pause = settings.sleep().orElse(Duration.ZERO).toMillis() / settings.reports();
    for (int step = 1; step <= settings.reports(); step++) {
      Thread.sleep(pause);
      context.report(step, metrics);
    }
    return context.score(metrics);
  }
}
