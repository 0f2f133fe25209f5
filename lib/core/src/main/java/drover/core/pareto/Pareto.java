package drover.core.pareto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/** Order among points of several losses (Deb, Pratap, Agarwal and Meyarivan 2002, NSGA-II). */
public final class Pareto {

  private Pareto() {}

  /** True if the first is nowhere larger and somewhere smaller. */
  public static boolean dominates(List<Double> losses, List<Double> others) {
    boolean smaller = false;
    for (int goal = 0; goal < losses.size(); goal++) {
      if (losses.get(goal) > others.get(goal)) {
        return false;
      }
      smaller |= losses.get(goal) < others.get(goal);
    }
    return smaller;
  }

  /**
   * Fast non-dominated sort (section III-A of the paper): the first front is what nothing
   * dominates, the next one what nothing dominates but members of fronts before it.
   *
   * @param dominates a strict partial order
   * @return every item once, in the given order within its front; no front is empty
   */
  public static <T> List<List<T>> fronts(List<T> items, BiPredicate<T, T> dominates) {
    List<List<Integer>> dominated = new ArrayList<>();
    int[] dominators = new int[items.size()];
    for (int i = 0; i < items.size(); i++) {
      List<Integer> below = new ArrayList<>();
      for (int k = 0; k < items.size(); k++) {
        if (dominates.test(items.get(i), items.get(k))) {
          below.add(k);
          dominators[k]++;
        }
      }
      dominated.add(below);
    }
    List<List<T>> fronts = new ArrayList<>();
    int[] front = where(dominators);
    while (front.length > 0) {
      fronts.add(Arrays.stream(front).mapToObj(items::get).toList());
      for (int member : front) {
        dominators[member] = -1;
        dominated.get(member).forEach(k -> dominators[k]--);
      }
      front = where(dominators);
    }
    return fronts;
  }

  private static int[] where(int[] dominators) {
    return IntStream.range(0, dominators.length).filter(i -> dominators[i] == 0).toArray();
  }

  /**
   * Crowding distance of each point of a front (section III-B): over all goals, the sum of the
   * distance between its two neighbours, as a part of the front's range. Infinite for the least and
   * the largest of a goal, so that a front keeps its ends.
   */
  public static double[] crowding(List<List<Double>> front) {
    double[] distance = new double[front.size()];
    int goals = front.isEmpty() ? 0 : front.get(0).size();
    for (int goal = 0; goal < goals; goal++) {
      addCrowding(front, goal, distance);
    }
    return distance;
  }

  private static void addCrowding(List<List<Double>> front, int goal, double[] distance) {
    List<Integer> order =
        IntStream.range(0, front.size())
            .boxed()
            .sorted(Comparator.comparing(i -> front.get(i).get(goal)))
            .toList();
    int first = order.get(0);
    int last = order.get(order.size() - 1);
    double range = front.get(last).get(goal) - front.get(first).get(goal);
    distance[first] = Double.POSITIVE_INFINITY;
    distance[last] = Double.POSITIVE_INFINITY;
    for (int i = 1; i < order.size() - 1 && range > 0; i++) {
      double below = front.get(order.get(i - 1)).get(goal);
      double above = front.get(order.get(i + 1)).get(goal);
      distance[order.get(i)] += (above - below) / range;
    }
  }
}
