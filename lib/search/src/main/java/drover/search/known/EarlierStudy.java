package drover.search.known;

import drover.core.Outcome;
import drover.core.Params;
import drover.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an earlier study says of a space that it shares parameters with: the order of its points.
 * Its losses themselves mean nothing here, where data and budget may be others.
 *
 * @param name of the study
 * @param points its scored points that have a place in the space, best first
 */
public record EarlierStudy(String name, List<Params> points) {

  public EarlierStudy {
    points = List.copyOf(points);
  }

  /**
   * A study of another or the same space.
   *
   * @param space the space of the study that is to begin
   * @param outcomes the earlier study's params and what became of them, in the order of trials
   */
  public static EarlierStudy of(String name, SearchSpace space, Map<Params, Outcome> outcomes) {
    Map<Params, Double> losses = new LinkedHashMap<>();
    outcomes.forEach(
        (params, outcome) -> {
          if (outcome instanceof Outcome.Scored scored) {
            placed(space, params).ifPresent(point -> losses.merge(point, scored.loss(), Math::min));
          }
        });
    List<Params> points = new ArrayList<>(losses.keySet());
    points.sort(Comparator.comparingDouble(losses::get)); // stable: equal ones stay in order
    return new EarlierStudy(name, points);
  }

  /**
   * The point with the same values in this space, and the middle of the range for parameters that
   * the earlier study did not have; empty if they share no parameter, or a value lies outside.
   */
  private static Optional<Params> placed(SearchSpace space, Params params) {
    boolean shared = space.parameters().stream().anyMatch(p -> params.has(p.name()));
    Params point = space.build(p -> params.find(p.name()).orElseGet(() -> p.at(0.5)));
    return shared && space.contains(point) ? Optional.of(point) : Optional.empty();
  }

  /** The place of a point among all, from 0 for the best to below 1. */
  double rank(int point) {
    return (double) point / points.size();
  }
}
