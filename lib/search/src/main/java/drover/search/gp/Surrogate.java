package drover.search.gp;

import drover.search.gp.GaussianProcess.Prediction;
import java.util.Arrays;
import java.util.List;

/** A Gaussian process of warped losses under its most probable hyperparameters. */
public final class Surrogate {

  private final Observations observations;
  private final double[] hyperparameters;
  private final double[] values;
  private final GaussianProcess process;
  private final double best;

  private Surrogate(Observations observations, double[] hyperparameters, double[] values) {
    this.observations = observations;
    this.hyperparameters = hyperparameters;
    this.values = values;
    this.process = observations.process(hyperparameters, values);
    this.best = Arrays.stream(values).min().orElseThrow();
  }

  /**
   * Fits a process to losses.
   *
   * @param view how the losses are looked at
   * @param start hyperparameters from which the search for better ones starts
   * @param steps how many steps that search may take; 0 takes those of the start
   */
  public static Surrogate fit(Observations observations, View view, double[] start, int steps) {
    double[] hyperparameters = start;
    if (steps > 0) {
      double[] values = observations.warped(start, view.leastScale());
      hyperparameters =
          Prior.of(observations.dimensions())
              .posteriorMode(
                  (at, gradient) -> observations.logLikelihood(at, values, gradient), start, steps);
    }
    double[] values = observations.warped(hyperparameters, view.leastScale());
    return new Surrogate(observations, hyperparameters, values);
  }

  /** Logarithms of the hyperparameters, to start the next fit from. */
  public double[] hyperparameters() {
    return hyperparameters.clone();
  }

  /**
   * The process after trials in flight had the losses that it expects of them (Ginsbourger et al.
   * 2010, kriging believer).
   */
  public Surrogate believing(List<double[]> points) {
    double[] believed = Arrays.copyOf(values, values.length + points.size());
    for (int i = 0; i < points.size(); i++) {
      believed[values.length + i] = process.predict(points.get(i)).mean();
    }
    return new Surrogate(observations.with(points), hyperparameters, believed);
  }

  /** The logarithm of the improvement on the least loss that is expected at a point. */
  double acquisition(double[] x) {
    Prediction at = process.predict(x);
    return LogExpectedImprovement.of(best, at.mean(), at.deviation());
  }

  /** Minus the acquisition, with its gradient along ordered parameters. */
  double negative(double[] x, double[] gradient) {
    Prediction at = process.predictWithSlopes(x);
    double z = (best - at.mean()) / at.deviation();
    double slope = LogExpectedImprovement.slope(z);
    for (int j = 0; j < x.length; j++) {
      double deviation = at.deviationSlope()[j];
      gradient[j] = (slope * (at.meanSlope()[j] + z * deviation) - deviation) / at.deviation();
    }
    return -LogExpectedImprovement.of(best, at.mean(), at.deviation());
  }
}
