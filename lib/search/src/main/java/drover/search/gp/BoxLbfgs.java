package drover.search.gp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimises a smooth function within bounds by limited-memory BFGS (Nocedal and Wright 2006,
 * algorithm 7.4) on the variables that are not held at a bound, with a projected backtracking line
 * search (their algorithm 3.1).
 */
final class BoxLbfgs {

  /** A function and its gradient. */
  @FunctionalInterface
  interface Smooth {
    /**
     * The value at a point.
     *
     * @param gradient receives the gradient
     */
    double value(double[] x, double[] gradient);
  }

  /** How many past steps tell the curvature. */
  private static final int MEMORY = 8;

  /** Which part of the decrease that the gradient promises is enough for a step. */
  private static final double DECREASE = 1e-4;

  /** Steps are shortened by this factor, so often at most. */
  private static final double SHORTER = 1.0 / 3;

  private static final int TRIES = 12;

  /** The search ends at a relative gain below this. */
  private static final double LEAST_GAIN = 1e-9;

  /** A step that was taken, how it changed the gradient, and the product of both. */
  private static final class Pair {
    private final double[] step;
    private final double[] change;
    private final double product;

    Pair(double[] step, double[] change) {
      this.step = step;
      this.change = change;
      this.product = dot(step, change);
    }

    /** True if the function curves upwards along the step. */
    boolean curvesUpwards() {
      return product > 1e-10 * dot(change, change);
    }
  }

  private final double[] low;
  private final double[] high;

  BoxLbfgs(double[] low, double[] high) {
    this.low = low;
    this.high = high;
  }

  /**
   * The lowest point found from a start.
   *
   * @param iterations how many steps are taken at most
   * @param firstStep length of the first step, before anything is known of the curvature
   */
  double[] minimise(Smooth function, double[] start, int iterations, double firstStep) {
    Descent descent = new Descent(function, start, firstStep);
    for (int i = 0; i < iterations && descent.step(); i++) {}
    return descent.x;
  }

  /** Where a search has come to. */
  private final class Descent {
    private final Smooth function;
    private final double firstStep;
    private final Deque<Pair> pairs = new ArrayDeque<>();
    private double[] x;
    private double[] gradient;
    private double value;

    Descent(Smooth function, double[] start, double firstStep) {
      this.function = function;
      this.firstStep = firstStep;
      this.x = moved(start, 0, start);
      this.gradient = new double[x.length];
      this.value = function.value(x, gradient);
    }

    /** Takes a step; false if there is nothing more to gain. */
    boolean step() {
      double[] direction = direction();
      double norm = Math.sqrt(dot(direction, direction));
      double length = pairs.isEmpty() ? Math.min(1, firstStep / norm) : 1;
      double[] nextGradient = new double[x.length];
      for (int i = 0; i < TRIES && norm > 0; i++, length *= SHORTER) {
        double[] next = moved(x, length, direction);
        double[] step = minus(next, x);
        double nextValue = function.value(next, nextGradient);
        if (nextValue <= value + DECREASE * Math.min(0, dot(gradient, step))) {
          boolean gained = value - nextValue > LEAST_GAIN * (1 + Math.abs(value));
          remember(new Pair(step, minus(nextGradient, gradient)));
          x = next;
          value = nextValue;
          gradient = nextGradient;
          return gained;
        }
      }
      boolean again = !pairs.isEmpty();
      pairs.clear();
      return again;
    }

    private void remember(Pair pair) {
      if (pair.curvesUpwards()) {
        pairs.addFirst(pair);
        if (pairs.size() > MEMORY) {
          pairs.removeLast();
        }
      }
    }

    /** Minus the inverse Hessian times the gradient, along the free variables. */
    private double[] direction() {
      double[] q = downhill();
      double[] alphas = new double[pairs.size()];
      int i = 0;
      for (Pair pair : pairs) {
        alphas[i] = dot(pair.step, q) / pair.product;
        add(q, -alphas[i], pair.change);
        i++;
      }
      if (!pairs.isEmpty()) {
        Pair last = pairs.getFirst();
        scale(q, last.product / dot(last.change, last.change));
      }
      for (Iterator<Pair> oldestFirst = pairs.descendingIterator(); oldestFirst.hasNext(); ) {
        Pair pair = oldestFirst.next();
        i--;
        add(q, alphas[i] - dot(pair.change, q) / pair.product, pair.step);
      }
      for (int j = 0; j < q.length; j++) {
        q[j] = held(j) ? 0 : q[j];
      }
      if (dot(q, gradient) < 0) {
        return q;
      }
      pairs.clear();
      return downhill();
    }

    private double[] downhill() {
      double[] down = new double[x.length];
      for (int j = 0; j < x.length; j++) {
        down[j] = held(j) ? 0 : -gradient[j];
      }
      return down;
    }

    private boolean held(int j) {
      return (x[j] <= low[j] && gradient[j] >= 0) || (x[j] >= high[j] && gradient[j] <= 0);
    }
  }

  /** from + length · direction, moved back within the bounds. */
  private double[] moved(double[] from, double length, double[] direction) {
    double[] to = new double[from.length];
    for (int j = 0; j < to.length; j++) {
      to[j] = Math.max(low[j], Math.min(high[j], from[j] + length * direction[j]));
    }
    return to;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  private static double[] minus(double[] a, double[] b) {
    double[] difference = a.clone();
    add(difference, -1, b);
    return difference;
  }

  private static void add(double[] to, double factor, double[] x) {
    for (int j = 0; j < to.length; j++) {
      to[j] += factor * x[j];
    }
  }

  private static void scale(double[] x, double factor) {
    for (int j = 0; j < x.length; j++) {
      x[j] *= factor;
    }
  }
}
