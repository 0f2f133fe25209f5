package drover.search;

import drover.core.Randomness;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A small network that values actions: two hidden layers of rectified linear units and one linear
 * output, trained on squared errors by Adam (Kingma and Ba 2015, algorithm 1).
 *
 * <p>All weights stand in one array: per layer the weights of each unit's inputs, then its bias.
 */
final class QNetwork {

  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final int inputs;
  private final int hidden;
  private final double[] weights;
  private final double[] gradient;
  private final double[] mean;
  private final double[] square;
  private int errors;
  private int steps;

  /** Initial weights are normal with variance 2 / inputs (He et al. 2015), biases 0. */
  QNetwork(int inputs, int hidden, RandomGenerator random) {
    this.inputs = inputs;
    this.hidden = hidden;
    int size = hidden * (inputs + 1) + hidden * (hidden + 1) + hidden + 1;
    this.weights = new double[size];
    this.gradient = new double[size];
    this.mean = new double[size];
    this.square = new double[size];
    initialise(first(), inputs, hidden, random);
    initialise(second(), hidden, hidden, random);
    initialise(third(), hidden, 1, random);
  }

  private void initialise(int from, int size, int units, RandomGenerator random) {
    double deviation = StrictMath.sqrt(2.0 / size);
    for (int unit = 0; unit < units; unit++) {
      for (int i = 0; i < size; i++) {
        weights[from + unit * (size + 1) + i] = deviation * Randomness.gaussian(random);
      }
    }
  }

  private int first() {
    return 0;
  }

  private int second() {
    return hidden * (inputs + 1);
  }

  private int third() {
    return second() + hidden * (hidden + 1);
  }

  /** The weights, which may be changed. */
  double[] weights() {
    return weights;
  }

  /** The sum of gradients since the last step. */
  double[] gradient() {
    return gradient;
  }

  /** Takes over the weights of another network of the same shape. */
  void copyFrom(QNetwork other) {
    System.arraycopy(other.weights, 0, weights, 0, weights.length);
  }

  /** The value of an input. */
  double value(double[] input) {
    return third(layer(second(), layer(first(), input)));
  }

  private double third(double[] activations) {
    return sum(third(), activations);
  }

  private double[] layer(int from, double[] input) {
    double[] activations = new double[hidden];
    for (int unit = 0; unit < hidden; unit++) {
      activations[unit] = Math.max(0, sum(from + unit * (input.length + 1), input));
    }
    return activations;
  }

  private double sum(int from, double[] input) {
    double sum = weights[from + input.length];
    for (int i = 0; i < input.length; i++) {
      sum += weights[from + i] * input[i];
    }
    return sum;
  }

  /** Adds the gradient of half the squared error, back from the output. */
  void learn(double[] input, double target) {
    double[] one = layer(first(), input);
    double[] two = layer(second(), one);
    double error = third(two) - target;
    errors++;
    double[] intoTwo = new double[hidden];
    back(third(), two, error, intoTwo);
    double[] intoOne = new double[hidden];
    for (int unit = 0; unit < hidden; unit++) {
      if (two[unit] > 0) {
        back(second() + unit * (hidden + 1), one, intoTwo[unit], intoOne);
      }
    }
    double[] nowhere = new double[inputs];
    for (int unit = 0; unit < hidden; unit++) {
      if (one[unit] > 0) {
        back(first() + unit * (inputs + 1), input, intoOne[unit], nowhere);
      }
    }
  }

  /** One unit's part: the gradient of its weights, and what goes on to its inputs. */
  private void back(int from, double[] input, double error, double[] into) {
    for (int i = 0; i < input.length; i++) {
      gradient[from + i] += error * input[i];
      into[i] += error * weights[from + i];
    }
    gradient[from + input.length] += error;
  }

  /** A step of Adam against the mean of the gradients added since the last one, at least one. */
  void step(double rate) {
    steps++;
    double bias1 = 1 - StrictMath.pow(BETA1, steps);
    double bias2 = 1 - StrictMath.pow(BETA2, steps);
    for (int i = 0; i < weights.length; i++) {
      double slope = gradient[i] / errors;
      mean[i] = BETA1 * mean[i] + (1 - BETA1) * slope;
      square[i] = BETA2 * square[i] + (1 - BETA2) * slope * slope;
      weights[i] -= rate * (mean[i] / bias1) / (StrictMath.sqrt(square[i] / bias2) + EPSILON);
    }
    Arrays.fill(gradient, 0);
    errors = 0;
  }
}
