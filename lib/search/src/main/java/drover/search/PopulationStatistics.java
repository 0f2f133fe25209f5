package drover.search;

import drover.core.Outcome;
import drover.core.Trial;
import drover.core.space.Parameter;
import drover.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the best scored trials of a study look like together.
 *
 * @param size how many trials they are, at least 1
 * @param best the least loss
 * @param mean the mean loss
 * @param spread the standard deviation of the losses; 0 for one trial
 * @param diversity mean distance of two of them, in [0, 1]: for each parameter the difference of
 *     positions on its own scale, or 0 or 1 for a choice, or 1 if it is active in one alone;
 *     averaged over the parameters that are active in either; 0 for one trial
 */
public record PopulationStatistics(
    int size, double best, double mean, double spread, double diversity) {

  /**
   * The statistics of the best trials among those that ended.
   *
   * @param outcomes what became of the trials; only scored ones count
   * @param size how many of the best to look at, at least 1
   * @return empty if no trial was scored
   */
  public static Optional<PopulationStatistics> of(
      SearchSpace space, Map<Trial, Outcome> outcomes, int size) {
    List<Ranked> population =
        outcomes.entrySet().stream()
            .filter(entry -> entry.getValue().isScored())
            .flatMap(entry -> Ranked.of(entry.getKey(), entry.getValue()).stream())
            .sorted()
            .limit(size)
            .toList();
    if (population.isEmpty()) {
      return Optional.empty();
    }
    double[] losses = population.stream().mapToDouble(Ranked::loss).toArray();
    double mean = 0;
    double squares = 0;
    for (double loss : losses) {
      mean += loss / losses.length;
    }
    for (double loss : losses) {
      squares += (loss - mean) * (loss - mean) / losses.length;
    }
    return Optional.of(
        new PopulationStatistics(
            losses.length, losses[0], mean, Math.sqrt(squares), diversity(space, population)));
  }

  private static double diversity(SearchSpace space, List<Ranked> population) {
    List<Double> distances = new ArrayList<>();
    for (int i = 0; i < population.size(); i++) {
      for (int k = 0; k < i; k++) {
        distances.add(distance(space, population.get(i).trial(), population.get(k).trial()));
      }
    }
    return mean(distances);
  }

  private static double distance(SearchSpace space, Trial one, Trial other) {
    List<Double> distances = new ArrayList<>();
    for (Parameter parameter : space.parameters()) {
      Optional<Object> first = one.params().find(parameter.name());
      Optional<Object> second = other.params().find(parameter.name());
      if (first.isPresent() || second.isPresent()) {
        distances.add(distance(parameter, first, second));
      }
    }
    return mean(distances);
  }

  private static double distance(
      Parameter parameter, Optional<Object> first, Optional<Object> second) {
    if (parameter.ordered() && first.isPresent() && second.isPresent()) {
      return Math.abs(parameter.position(first.get()) - parameter.position(second.get()));
    }
    return Objects.equals(first, second) ? 0 : 1;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }
}
