package drover.jobs.study;

import drover.core.Needs;
import drover.core.Params;
import drover.core.Randomness;
import drover.core.space.Choice;
import drover.core.space.Parameter;
import drover.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;

/**
 * What the trials of a search space take. What a network needs mostly grows or falls with each
 * parameter by itself: from the best of some points on, one parameter after another is brought to
 * whichever end of its range is better, as long as that helps.
 */
public final class SpaceNeeds {

  private static final int SAMPLES = 100;
  private static final int SWEEPS = 3;

  private final SearchSpace space;
  private final Function<Params, Optional<Needs>> needs;
  private final Map<Params, Optional<Needs>> known = new HashMap<>();

  /**
   * @param needs what a trial takes; empty if it cannot run or nothing is known of it
   */
  SpaceNeeds(SearchSpace space, Function<Params, Optional<Needs>> needs) {
    this.space = space;
    this.needs = needs;
  }

  /** What the trial takes that needs the least memory, if no trial fits into so many bytes. */
  Optional<Needs> above(long memory) {
    boolean fits =
        points().stream().flatMap(point -> of(point).stream()).anyMatch(n -> n.memory() <= memory);
    return fits
        ? Optional.empty()
        : extreme(Comparator.comparingLong(Needs::memory)).filter(n -> n.memory() > memory);
  }

  /** A line for each measure: the smallest, the middle and the largest. Empty if none is known. */
  public List<String> lines() {
    List<Needs> sampled = sampled();
    return sampled.isEmpty()
        ? List.of()
        : List.of(
            line("parameters: %s", sampled, Needs::parameters, SpaceNeeds::whole),
            line(
                "multiply-adds of an example: %s", sampled, Needs::multiplyAdds, SpaceNeeds::whole),
            line(
                "memory of training, at least: %s MiB",
                sampled,
                Needs::memory,
                bytes -> String.format(Locale.ROOT, "%,.1f", bytes / 1048576.0)));
  }

  private static String whole(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private String line(
      String format,
      List<Needs> sampled,
      ToLongFunction<Needs> measure,
      Function<Long, String> text) {
    Comparator<Needs> order = Comparator.comparingLong(measure);
    long low = measure.applyAsLong(extreme(order).orElseThrow());
    long high = measure.applyAsLong(extreme(order.reversed()).orElseThrow());
    long middle =
        measure.applyAsLong(sampled.stream().sorted(order).toList().get(sampled.size() / 2));
    return format.formatted(
        low == high
            ? text.apply(low)
            : "%s to %s, in the middle %s"
                .formatted(text.apply(low), text.apply(high), text.apply(middle)));
  }

  private Optional<Needs> extreme(Comparator<Needs> order) {
    Optional<Params> best =
        points().stream()
            .filter(point -> of(point).isPresent())
            .min(Comparator.comparing(point -> of(point).orElseThrow(), order));
    for (int sweep = 0; sweep < SWEEPS && best.isPresent(); sweep++) {
      best = Optional.of(swept(best.get(), order));
    }
    return best.flatMap(this::of);
  }

  private Params swept(Params from, Comparator<Needs> order) {
    Params best = from;
    for (Parameter parameter : space.parameters()) {
      for (Object value : ends(parameter)) {
        Params other = with(best, parameter, value);
        Optional<Needs> its = of(other);
        if (its.isPresent() && order.compare(its.get(), of(best).orElseThrow()) < 0) {
          best = other;
        }
      }
    }
    return best;
  }

  private static List<?> ends(Parameter parameter) {
    return parameter instanceof Choice choice
        ? choice.values()
        : List.of(parameter.at(0), parameter.at(1));
  }

  private Params with(Params params, Parameter changed, Object value) {
    return space.build(
        parameter ->
            parameter == changed
                ? value
                : params.find(parameter.name()).orElseGet(() -> parameter.at(0)));
  }

  private List<Needs> sampled() {
    return points().stream().map(this::of).flatMap(Optional::stream).toList();
  }

  private List<Params> points() {
    RandomGenerator random = Randomness.of(0, 0, "needs");
    List<Params> points = new ArrayList<>();
    points.add(space.build(parameter -> parameter.at(0)));
    points.add(space.build(parameter -> parameter.at(1)));
    for (int i = 0; i < SAMPLES && !space.parameters().isEmpty(); i++) {
      points.add(space.sample(random));
    }
    return points;
  }

  private Optional<Needs> of(Params params) {
    return known.computeIfAbsent(params, needs);
  }
}
