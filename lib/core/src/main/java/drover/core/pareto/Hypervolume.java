package drover.core.pareto;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How much a set of points dominates (Zitzler and Thiele 1998): the volume of all that is at least
 * as bad as one of them and no worse than a reference point. Larger is better.
 *
 * <p>Exact: one sweep for two losses; for more the WFG algorithm with slicing (While, Bradstreet
 * and Barone 2012), which takes the points from the worst of the last loss on, and adds for each
 * what it alone dominates of the slice up to the reference: a volume of one dimension less.
 */
public final class Hypervolume {

  private Hypervolume() {}

  /**
   * The volume.
   *
   * @param points losses, as many as the reference has; those beyond the reference add nothing
   */
  public static double of(List<List<Double>> points, List<Double> reference) {
    double[] corner = array(reference);
    List<double[]> inside = new ArrayList<>();
    for (List<Double> point : points) {
      double[] losses = array(point);
      if (box(losses, corner, corner.length) > 0) {
        inside.add(losses);
      }
    }
    return volume(inside, corner, corner.length);
  }

  /** The volume in the first so many losses. */
  private static double volume(List<double[]> points, double[] reference, int goals) {
    if (goals == 1) {
      return points.stream().mapToDouble(point -> reference[0] - point[0]).max().orElse(0);
    }
    if (goals == 2) {
      return area(points, reference);
    }
    int last = goals - 1;
    List<double[]> sorted = new ArrayList<>(points);
    sorted.sort(Comparator.comparingDouble((double[] point) -> point[last]).reversed());
    double volume = 0;
    for (int i = 0; i < sorted.size(); i++) {
      double[] point = sorted.get(i);
      List<double[]> shared = limited(sorted.subList(i + 1, sorted.size()), point, last);
      double alone = box(point, reference, last) - volume(shared, reference, last);
      volume += alone * (reference[last] - point[last]);
    }
    return volume;
  }

  /** The two-dimensional volume, in stripes of the first loss. */
  private static double area(List<double[]> points, double[] reference) {
    List<double[]> sorted = new ArrayList<>(points);
    sorted.sort(Comparator.comparingDouble(point -> point[0]));
    double area = 0;
    double least = reference[1];
    for (double[] point : sorted) {
      if (point[1] < least) {
        area += (reference[0] - point[0]) * (least - point[1]);
        least = point[1];
      }
    }
    return area;
  }

  /** What of the points' volumes lies in that of one point: points that are nowhere better. */
  private static List<double[]> limited(List<double[]> points, double[] by, int goals) {
    List<double[]> limited = new ArrayList<>();
    for (double[] point : points) {
      double[] worse = new double[goals];
      for (int goal = 0; goal < goals; goal++) {
        worse[goal] = Math.max(point[goal], by[goal]);
      }
      if (limited.stream().noneMatch(other -> covers(other, worse))) {
        limited.removeIf(other -> covers(worse, other));
        limited.add(worse);
      }
    }
    return limited;
  }

  private static boolean covers(double[] point, double[] other) {
    for (int goal = 0; goal < point.length; goal++) {
      if (point[goal] > other[goal]) {
        return false;
      }
    }
    return true;
  }

  /** The volume of one point; 0 if it does not lie within the reference. */
  private static double box(double[] point, double[] reference, int goals) {
    double volume = 1;
    for (int goal = 0; goal < goals; goal++) {
      volume *= Math.max(0, reference[goal] - point[goal]);
    }
    return volume;
  }

  private static double[] array(List<Double> losses) {
    return losses.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
