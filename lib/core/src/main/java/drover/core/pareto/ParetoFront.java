package drover.core.pareto;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The trials of a study that no other dominates, kept up as outcomes arrive, in any order. Of
 * trials with equal losses the earliest stands for all.
 */
public final class ParetoFront {

  private final Map<Integer, List<Double>> members = new TreeMap<>();
  private List<Double> reference = List.of();

  /** Empty if front or reference changed since it was last asked for. */
  private Optional<Double> hypervolume = Optional.empty();

  /** Takes in a scored trial. */
  public void add(int id, List<Double> losses) {
    List<Double> before = reference;
    reference = before.isEmpty() ? losses : worst(before, losses);
    if (!reference.equals(before)) {
      hypervolume = Optional.empty();
    }
    for (Map.Entry<Integer, List<Double>> member : members.entrySet()) {
      boolean earlier = member.getValue().equals(losses) && member.getKey() < id;
      if (earlier || Pareto.dominates(member.getValue(), losses)) {
        return;
      }
    }
    members.values().removeIf(member -> member.equals(losses) || Pareto.dominates(losses, member));
    members.put(id, losses);
    hypervolume = Optional.empty();
  }

  /** The members' ids, from the least first loss on. */
  public List<Integer> ids() {
    List<Integer> ids = new ArrayList<>(members.keySet());
    ids.sort((one, other) -> compare(losses(one), losses(other)));
    return ids;
  }

  /**
   * The reference point of {@link #hypervolume}: for each goal the worst loss of all trials added,
   * members or not. So the hypervolume never shrinks while trials are added.
   */
  public List<Double> reference() {
    return reference;
  }

  /** How much the front dominates, up to the {@link #reference}. */
  public double hypervolume() {
    if (hypervolume.isEmpty()) {
      hypervolume = Optional.of(Hypervolume.of(List.copyOf(members.values()), reference));
    }
    return hypervolume.get();
  }

  private List<Double> losses(int id) {
    return members.getOrDefault(id, List.of());
  }

  private static int compare(List<Double> losses, List<Double> others) {
    for (int goal = 0; goal < losses.size(); goal++) {
      int order = Double.compare(losses.get(goal), others.get(goal));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static List<Double> worst(List<Double> losses, List<Double> others) {
    List<Double> worst = new ArrayList<>();
    for (int goal = 0; goal < losses.size(); goal++) {
      worst.add(Math.max(losses.get(goal), others.get(goal)));
    }
    return List.copyOf(worst);
  }
}
