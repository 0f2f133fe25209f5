package drover.search;

import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * The margin of a discrete coordinate (Hamano, Saito, Nomura and Shirakawa 2022, CMA-ES with
 * margin): mean and deviation are corrected so that values beside the mean's own keep at least a
 * given probability, however far the distribution has shrunk.
 *
 * @param mean the corrected mean
 * @param deviation the corrected standard deviation
 */
record Margin(double mean, double deviation) {

  private static final NormalDistribution STANDARD = new NormalDistribution(null, 0, 1);

  /**
   * The correction for a coordinate (eq. 7 to 16).
   *
   * @param alpha the margin: least probability of leaving the mean's bin
   */
  static Margin of(Coordinates.Bin bin, double mean, double deviation, double alpha) {
    if (bin.low() <= 0 || bin.high() >= 1) {
      return atEdge(bin, mean, deviation, alpha);
    }
    double below = STANDARD.cumulativeProbability((bin.low() - mean) / deviation);
    double above = STANDARD.cumulativeProbability((mean - bin.high()) / deviation);
    double inside = 1 - below - above;
    double least = alpha / 2;
    double[] p = {Math.max(least, below), Math.max(least, above), Math.max(least, inside)};
    double excess = 1 - p[0] - p[1] - p[2];
    double room = p[0] + p[1] + p[2] - 3 * least;
    double newBelow = p[0] + excess / room * (p[0] - least);
    double newAbove = p[1] + excess / room * (p[1] - least);
    if (newBelow == below && newAbove == above) {
      return new Margin(mean, deviation);
    }
    double toLow = -STANDARD.inverseCumulativeProbability(newBelow);
    double toHigh = -STANDARD.inverseCumulativeProbability(newAbove);
    double newDeviation = (bin.high() - bin.low()) / (toLow + toHigh);
    return new Margin(bin.low() + toLow * newDeviation, newDeviation);
  }

  /** The first or last bin has one neighbour: the mean moves so that it keeps its probability. */
  private static Margin atEdge(Coordinates.Bin bin, double mean, double deviation, double alpha) {
    double reach = STANDARD.inverseCumulativeProbability(1 - alpha) * deviation;
    if (bin.low() <= 0) {
      return new Margin(Math.max(mean, bin.high() - reach), deviation);
    }
    return new Margin(Math.min(mean, bin.low() + reach), deviation);
  }
}
