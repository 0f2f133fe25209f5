package drover.search.known;

import drover.core.Outcome;
import drover.core.Params;
import drover.core.Randomness;
import drover.core.config.DidYouMean;
import drover.core.config.Section;
import drover.core.space.Condition;
import drover.core.space.Int;
import drover.core.space.Listed;
import drover.core.space.Parameter;
import drover.core.space.Real;
import drover.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Points that the user lists in {@code search.enqueue}, in their order. */
public final class EnqueuedPoints implements KnownPoints {

  /** Those not asked yet, in order. */
  private final Set<Params> left;

  private EnqueuedPoints(List<Params> points) {
    left = new LinkedHashSet<>(points);
  }

  /**
   * Reads the list {@code enqueue}: each element gives values to some parameters. A parameter of an
   * option implies the option; all others are drawn at random.
   *
   * @param search the section {@code search}; unknown parameters and values outside of their ranges
   *     are mistakes there
   * @param seed the study's
   */
  public static EnqueuedPoints read(Section search, SearchSpace space, long seed) {
    List<Params> points = new ArrayList<>();
    for (Section element : search.sections("enqueue")) {
      RandomGenerator random = Randomness.of(seed, points.size(), "enqueue");
      points.add(point(element, space, random));
    }
    return new EnqueuedPoints(points);
  }

  private static Params point(Section element, SearchSpace space, RandomGenerator random) {
    Map<String, Object> values = new LinkedHashMap<>();
    element.free("").forEach((name, given) -> take(element, space, name, given, values));
    Map<String, Object> wanted = new LinkedHashMap<>(values);
    values.keySet().forEach(name -> imply(space, name, wanted));
    Params params =
        space.build(
            parameter ->
                Optional.ofNullable(wanted.get(parameter.name()))
                    .orElseGet(() -> parameter.at(random.nextDouble())));
    for (String name : values.keySet()) {
      if (!params.has(name)) {
        Condition condition = space.find(name).flatMap(Parameter::condition).orElseThrow();
        element.mistake("", "'%s' exists only if %s".formatted(name, condition));
      }
    }
    return params;
  }

  private static void take(
      Section element, SearchSpace space, String name, Object given, Map<String, Object> values) {
    Optional<Parameter> parameter = space.find(name);
    if (parameter.isEmpty()) {
      List<String> names = space.parameters().stream().map(Parameter::name).toList();
      String guess = DidYouMean.among(names, name);
      String known = names.isEmpty() ? "" : "; there is " + String.join(", ", names);
      element.mistake(
          "", "there is no parameter '" + name + "'" + (guess.isEmpty() ? known : guess));
      return;
    }
    Object value = converted(parameter.get(), given);
    if (parameter.get().contains(value)) {
      values.put(name, value);
    } else {
      element.mistake("", "'%s' = %s is not in its range".formatted(name, given));
    }
  }

  /** The value in the parameter's type: a whole number may stand for a real one. */
  private static Object converted(Parameter parameter, Object given) {
    if (parameter instanceof Real && given instanceof Number number) {
      return number.doubleValue();
    }
    if (parameter instanceof Int && given instanceof Double number && number == Math.rint(number)) {
      return number.longValue();
    }
    if (parameter instanceof Listed listed) {
      return listed.values().stream()
          .filter(value -> value.toString().equals(given.toString()))
          .findFirst()
          .orElse(given);
    }
    return given;
  }

  /** Chooses the first value under which a parameter exists, unless the user chose another. */
  private static void imply(SearchSpace space, String name, Map<String, Object> wanted) {
    space
        .find(name)
        .flatMap(Parameter::condition)
        .ifPresent(
            condition -> {
              wanted.putIfAbsent(condition.parameter(), condition.values().get(0));
              imply(space, condition.parameter(), wanted);
            });
  }

  @Override
  public Optional<Known> next() {
    return left.stream().findFirst().map(point -> new Known(point, "enqueued"));
  }

  @Override
  public void asked(Params params) {
    left.remove(params);
  }

  @Override
  public void told(Params params, Outcome outcome) {}
}
