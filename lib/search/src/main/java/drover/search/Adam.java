package drover.search;

/**
 * Adam (Kingma and Ba 2015, algorithm 1): steps of about one unit against the gradient, whatever
 * its scale. A coordinate whose gradient is unknown ({@code NaN}: its parameter is inactive) stays
 * as it is, moments included.
 */
final class Adam {

  private static final double EPSILON = 1e-8;

  private final double firstDecay;
  private final double secondDecay;
  private final double[] first;
  private final double[] second;
  private final int[] steps;

  /**
   * @param firstDecay β₁, in [0, 1)
   * @param secondDecay β₂, in [0, 1)
   */
  Adam(int dimensions, double firstDecay, double secondDecay) {
    this.firstDecay = firstDecay;
    this.secondDecay = secondDecay;
    this.first = new double[dimensions];
    this.second = new double[dimensions];
    this.steps = new int[dimensions];
  }

  /** Moves a point of the unit cube by −rate · m̂ / (√v̂ + ε), and back into the cube. */
  void move(double[] point, double[] gradient, double rate) {
    for (int i = 0; i < point.length; i++) {
      if (!Double.isNaN(gradient[i])) {
        steps[i]++;
        first[i] += (1 - firstDecay) * (gradient[i] - first[i]);
        second[i] += (1 - secondDecay) * (gradient[i] * gradient[i] - second[i]);
        double mean = first[i] / (1 - StrictMath.pow(firstDecay, steps[i]));
        double square = second[i] / (1 - StrictMath.pow(secondDecay, steps[i]));
        double moved = point[i] - rate * mean / (Math.sqrt(square) + EPSILON);
        point[i] = Math.max(0, Math.min(1, moved));
      }
    }
  }
}
