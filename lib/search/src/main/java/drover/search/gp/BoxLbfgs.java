package drover.search.gp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimises a smooth function within bounds by limited-memory BFGS (Nocedal 1980; two-loop
 * recursion of Nocedal and Wright 2006, algorithm 7.4) on the variables that are not held at a
 * bound, with a projected backtracking line search.
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

  private static final int MEMORY = 8;
  private static final double DECREASE = 1e-4;
  private static final int HALVINGS = 12;

  /** A step that was taken, and how it changed the gradient. */
  private static final class Pair {
    private final double[] step;
    private final double[] change;
    private final double product;

    Pair(double[] step, double[] change, double product) {
      this.step = step;
      this.change = change;
      this.product = product;
    }
  }

  private final double[] low;
  private final double[] high;

  BoxLbfgs(double[] low, double[] high) {
    this.low = low;
    this.high = high;
  }

  /** The lowest point found from a start in a number of iterations. */
  double[] minimise(Smooth function, double[] start, int iterations, double firstStep) {
    double[] x = project(start);
    double[] gradient = new double[x.length];
    double value = function.value(x, gradient);
    Deque<Pair> pairs = new ArrayDeque<>();
    for (int i = 0; i < iterations; i++) {
      double[] direction = direction(x, gradient, pairs);
      double norm = Math.sqrt(dot(direction, direction));
      if (!(norm > 1e-12)) {
        break;
      }
      double step = pairs.isEmpty() ? Math.min(1, firstStep / norm) : 1;
      double[] nextGradient = new double[x.length];
      double[] next = x;
      double nextValue = Double.NaN;
      boolean lower = false;
      for (int h = 0; h < HALVINGS && !lower; h++, step /= 3) {
        next = new double[x.length];
        double expected = 0;
        for (int j = 0; j < x.length; j++) {
          next[j] = Math.max(low[j], Math.min(high[j], x[j] + step * direction[j]));
          expected += gradient[j] * (next[j] - x[j]);
        }
        nextValue = function.value(next, nextGradient);
        lower = nextValue <= value + DECREASE * Math.min(0, expected);
      }
      if (!lower) {
        if (pairs.isEmpty()) {
          break;
        }
        pairs.clear();
        continue;
      }
      double[] moved = new double[x.length];
      double[] change = new double[x.length];
      for (int j = 0; j < x.length; j++) {
        moved[j] = next[j] - x[j];
        change[j] = nextGradient[j] - gradient[j];
      }
      double product = dot(moved, change);
      if (product > 1e-10 * dot(change, change)) {
        pairs.addFirst(new Pair(moved, change, product));
        if (pairs.size() > MEMORY) {
          pairs.removeLast();
        }
      }
      double gain = value - nextValue;
      x = next;
      value = nextValue;
      gradient = nextGradient;
      if (gain <= 1e-9 * (1 + Math.abs(value))) {
        break;
      }
    }
    return x;
  }

  private double[] project(double[] x) {
    double[] inside = new double[x.length];
    for (int j = 0; j < x.length; j++) {
      inside[j] = Math.max(low[j], Math.min(high[j], x[j]));
    }
    return inside;
  }

  private boolean held(double[] x, double[] gradient, int j) {
    return (x[j] <= low[j] && gradient[j] >= 0) || (x[j] >= high[j] && gradient[j] <= 0);
  }

  private double[] direction(double[] x, double[] gradient, Deque<Pair> pairs) {
    double[] q = new double[x.length];
    for (int j = 0; j < x.length; j++) {
      q[j] = held(x, gradient, j) ? 0 : -gradient[j];
    }
    double[] alphas = new double[pairs.size()];
    int i = 0;
    for (Pair pair : pairs) {
      alphas[i] = dot(pair.step, q) / pair.product;
      add(q, -alphas[i], pair.change);
      i++;
    }
    if (!pairs.isEmpty()) {
      Pair last = pairs.getFirst();
      double scale = last.product / dot(last.change, last.change);
      for (int j = 0; j < q.length; j++) {
        q[j] *= scale;
      }
    }
    for (Iterator<Pair> it = pairs.descendingIterator(); it.hasNext(); ) {
      Pair pair = it.next();
      i--;
      add(q, alphas[i] - dot(pair.change, q) / pair.product, pair.step);
    }
    double slope = 0;
    for (int j = 0; j < q.length; j++) {
      if (held(x, gradient, j)) {
        q[j] = 0;
      }
      slope += q[j] * gradient[j];
    }
    if (slope >= 0 && !pairs.isEmpty()) {
      pairs.clear();
      return direction(x, gradient, pairs);
    }
    return q;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  private static void add(double[] to, double factor, double[] x) {
    for (int j = 0; j < to.length; j++) {
      to[j] += factor * x[j];
    }
  }
}
