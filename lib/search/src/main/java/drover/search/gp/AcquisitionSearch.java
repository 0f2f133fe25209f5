package drover.search.gp;

import drover.core.Randomness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Looks for the point of the largest acquisition: among quasi-random points of the whole space and
 * random ones around the best trials, from the best of which it climbs on, numbers by gradient and
 * values of discrete parameters by exchange, in turn.
 */
public final class AcquisitionSearch {

  private static final int SPREAD = 128;
  private static final int AROUND = 64;
  private static final int CLIMBS = 4;
  private static final int STEPS = 20;
  private static final double FIRST_STEP = 0.1;

  /** How often gradient and exchange take turns, and how many sweeps of exchanges a turn has. */
  private static final int TURNS = 4;

  private static final int SWEEPS = 3;

  /** How many options of a choice are tried at once. */
  private static final int OPTIONS = 16;

  /** How many points that were not climbed to are kept in case that those were asked before. */
  private static final int RESERVE = 20;

  /** A point and its acquisition. */
  private static final class Point {
    private final double[] x;
    private final double value;

    Point(double[] x, double value) {
      this.x = x;
      this.value = value;
    }
  }

  private static final Comparator<Point> BEST_FIRST = Comparator.comparingDouble(p -> -p.value);

  private final Encoding encoding;
  private final Surrogate surrogate;
  private final RandomGenerator random;

  /** A search of the space of an encoding. */
  public AcquisitionSearch(Encoding encoding, Surrogate surrogate, RandomGenerator random) {
    this.encoding = encoding;
    this.surrogate = surrogate;
    this.random = random;
  }

  /**
   * Points of large acquisition, the largest first.
   *
   * @param best the best trials' points, at least one
   */
  public List<double[]> search(List<double[]> best) {
    List<Point> points = new ArrayList<>();
    spread().forEach(x -> points.add(point(x)));
    for (int i = 0; i < AROUND; i++) {
      points.add(point(around(best.get(i % best.size()))));
    }
    points.sort(BEST_FIRST);
    return Stream.concat(
            points.stream().limit(CLIMBS).map(this::climb), points.stream().limit(RESERVE))
        .sorted(BEST_FIRST)
        .map(point -> point.x)
        .toList();
  }

  private Point point(double[] x) {
    double[] snapped = encoding.snap(x);
    return new Point(snapped, surrogate.acquisition(snapped));
  }

  /**
   * A Kronecker sequence, randomly shifted: multiples of the powers of the root g of g^(d+1) = g +
   * 1 (Roberts 2018, for the plane the plastic number), whose fractions are spread evenly.
   */
  private List<double[]> spread() {
    int d = encoding.dimensions();
    double root = 2;
    for (int i = 0; i < 40; i++) {
      root = StrictMath.pow(1 + root, 1.0 / (d + 1));
    }
    double[] x = random.doubles(d).toArray();
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < SPREAD; i++) {
      double step = 1;
      double[] point = new double[d];
      for (int j = 0; j < d; j++) {
        step /= root;
        x[j] = (x[j] + step) % 1;
        int options = encoding.levels(j).length;
        point[j] = encoding.isUnordered(j) ? Math.floor(x[j] * options) : x[j];
      }
      points.add(point);
    }
    return points;
  }

  /** A point with some values changed, numbers by steps of any order of magnitude. */
  private double[] around(double[] best) {
    double[] x = best.clone();
    double rate = Math.max(0.3, 1.5 / x.length);
    double step = StrictMath.pow(10, -1 - 3 * random.nextDouble());
    for (int j = 0; j < x.length; j++) {
      if (random.nextDouble() < rate) {
        double[] levels = encoding.levels(j);
        double width = levels.length > 0 ? Math.max(step, 1.0 / levels.length) : step;
        x[j] =
            encoding.isUnordered(j)
                ? levels[random.nextInt(levels.length)]
                : Math.max(0, Math.min(1, x[j] + Randomness.gaussian(random) * width));
      }
    }
    return x;
  }

  private Point climb(Point start) {
    Point at = start;
    for (int turn = 0; turn < TURNS; turn++) {
      Point slid = slide(at);
      at = exchange(slid);
      if (at == slid) {
        break;
      }
    }
    return at;
  }

  /** Follows the gradient along the parameters of many values. */
  private Point slide(Point start) {
    double[] low = start.x.clone();
    double[] high = start.x.clone();
    for (int j = 0; j < low.length; j++) {
      if (encoding.levels(j).length == 0) {
        low[j] = 0;
        high[j] = 1;
      }
    }
    if (Arrays.equals(low, high)) {
      return start;
    }
    BoxLbfgs search = new BoxLbfgs(low, high);
    Point end = point(search.minimise(surrogate::negative, start.x, STEPS, FIRST_STEP));
    return end.value > start.value ? end : start;
  }

  /** Gives each discrete parameter its best value, in any order, as long as that helps. */
  private Point exchange(Point start) {
    Point at = start;
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      Point before = at;
      int first = random.nextInt(start.x.length);
      for (int i = 0; i < start.x.length; i++) {
        at = exchange(at, (first + i) % start.x.length);
      }
      if (at == before) {
        break;
      }
    }
    return at;
  }

  /** The best change of one parameter, or the point itself. */
  private Point exchange(Point at, int j) {
    Point best = at;
    for (double level : others(j, at.x[j])) {
      double[] x = at.x.clone();
      x[j] = level;
      Point other = point(x);
      best = other.value > best.value ? other : best;
    }
    return best;
  }

  /** Other options of a choice; levels of a number that are 1, 2, 4, … apart from its own. */
  private double[] others(int j, double level) {
    double[] levels = encoding.levels(j);
    if (encoding.isUnordered(j)) {
      int from = levels.length > OPTIONS ? random.nextInt(levels.length) : 0;
      double[] some = new double[Math.min(OPTIONS, levels.length)];
      for (int i = 0; i < some.length; i++) {
        some[i] = levels[(from + i) % levels.length];
      }
      return level < 0 ? new double[0] : Arrays.stream(some).filter(o -> o != level).toArray();
    }
    int at = Arrays.binarySearch(levels, level);
    List<Double> others = new ArrayList<>();
    for (int apart = 1; apart < levels.length && at >= 0; apart *= 2) {
      if (at - apart >= 0) {
        others.add(levels[at - apart]);
      }
      if (at + apart < levels.length) {
        others.add(levels[at + apart]);
      }
    }
    return others.stream().mapToDouble(other -> other).toArray();
  }
}
