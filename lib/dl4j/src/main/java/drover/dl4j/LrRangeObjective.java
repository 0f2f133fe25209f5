package drover.dl4j;

import drover.core.Objective;
import drover.core.Outcome;
import drover.core.Trial;
import drover.core.TrialContext;
import drover.dl4j.data.Dataset;
import drover.dl4j.layers.InfeasibleException;
import drover.dl4j.rates.RangeTest.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Runs the learning-rate range test that a trial of {@link Dl4jObjective} with {@code learning-rate
 * = auto} runs. It reports each step with a finite loss; the score is the lowest of these losses.
 */
public final class LrRangeObjective implements Objective {

  /** The metric that holds a step's learning rate. */
  public static final String RATE = Training.LEARNING_RATE;

  /** The metric that holds the loss of a step's batch, with the penalties on weights. */
  public static final String LOSS = "loss";

  @Override
  public Outcome evaluate(Trial trial, TrialContext context) throws Exception {
    Dl4jSettings settings = Dl4jSettings.read(context.settings());
    Dataset data =
        Dataset.load(settings.data(), settings.training().runs().parts().get(0), context);
    List<Point> points = new ArrayList<>();
    try (RateSweep sweep =
        new RateSweep(settings, data.train(), trial.id(), context.seed(), context)) {
      sweep.run(
          point -> {
            points.add(point);
            context.report(points.size(), Map.of(RATE, point.rate(), LOSS, point.loss()));
          });
    } catch (InfeasibleException e) {
      return new Outcome.Infeasible(e.reason());
    }
    OptionalDouble lowest = points.stream().mapToDouble(Point::loss).min();
    return lowest.isPresent()
        ? Outcome.Scored.of(lowest.getAsDouble())
        : new Outcome.Infeasible(RateSweep.NO_LOSS);
  }
}
