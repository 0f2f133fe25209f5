package drover.search;

import drover.core.Outcome;
import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.Trial;
import drover.core.config.DidYouMean;
import drover.core.config.Section;
import drover.core.space.Listed;
import drover.core.space.Ordinal;
import drover.core.space.Parameter;
import drover.core.space.SearchSpace;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Grid search: every combination of a few values of each parameter, once, and then the end.
 *
 * <p>The grid is a search space of its own, in which every number has a list of values: all it has,
 * if they are at most its resolution, or else as many as its resolution, evenly spread on its own
 * scale from one bound to the other. Choices and ordinals keep all their values, and conditions
 * hold, so that each branch is enumerated by itself. The points are not listed anywhere.
 *
 * <p>The order is that of a scrambled {@link Sobol} sequence over the grid, so that a grid that is
 * cut short has been covered evenly; the study's seed changes the order.
 */
final class GridSearcher implements Searcher {

  private static final int MAX_RESOLUTION = 1000;

  private final SearchSpace grid;
  private final BigInteger size;
  private final int trials;
  private final SobolSearcher order;

  private GridSearcher(SearchSpace grid, SearchContext context) {
    this.grid = grid;
    this.size = new SpaceIndex(grid).size();
    this.trials = context.trials();
    this.order = new SobolSearcher(grid, context);
  }

  /** Takes any number of goals. */
  static Searcher create(SearchContext context, Section settings) {
    int resolution = (int) settings.integer("resolution", 1, MAX_RESOLUTION);
    Map<String, Integer> own = resolutions(context.space(), settings);
    return new GridSearcher(
        grid(context.space(), parameter -> own.getOrDefault(parameter.name(), resolution)),
        context);
  }

  /** The points of a grid as a space. */
  static SearchSpace grid(SearchSpace space, ToIntFunction<Parameter> resolution) {
    return new SearchSpace(
        space.parameters().stream()
            .map(parameter -> axis(parameter, resolution.applyAsInt(parameter)))
            .toList());
  }

  @Override
  public Optional<Trial> propose(int id) {
    return order.propose(id);
  }

  @Override
  public void asked(Trial trial) {
    if (grid.contains(trial.params())) {
      order.asked(trial);
    }
  }

  @Override
  public void told(Trial trial, Outcome outcome) {}

  @Override
  public String about() {
    String points = String.format(Locale.ROOT, "grid of %,d points", size);
    return size.compareTo(BigInteger.valueOf(trials)) > 0
        ? points
            + String.format(Locale.ROOT, ", of which the study tries %,d, spread evenly", trials)
        : points;
  }

  private static Parameter axis(Parameter parameter, int resolution) {
    return parameter instanceof Listed
        ? parameter
        : new Ordinal(parameter.name(), parameter.condition(), values(parameter, resolution));
  }

  private static List<Object> values(Parameter parameter, int resolution) {
    long values = parameter.cardinality().orElse(Long.MAX_VALUE);
    if (values <= resolution) {
      return LongStream.range(0, values).mapToObj(i -> parameter.value(i, values)).toList();
    }
    double first = parameter.position(parameter.at(0));
    double last = parameter.position(parameter.at(1));
    return IntStream.range(0, resolution)
        .mapToDouble(i -> resolution == 1 ? 0.5 : first + (last - first) * i / (resolution - 1))
        .mapToObj(parameter::at)
        .distinct()
        .toList();
  }

  /** The resolutions of single parameters; what makes no sense is a mistake. */
  private static Map<String, Integer> resolutions(SearchSpace space, Section settings) {
    Map<String, Integer> found = new HashMap<>();
    settings
        .free("resolutions")
        .forEach(
            (name, value) -> {
              String wrong = wrong(space, name, value);
              if (wrong.isEmpty()) {
                found.put(name, ((Long) value).intValue());
              } else {
                settings.mistake("resolutions", wrong);
              }
            });
    return found;
  }

  private static String wrong(SearchSpace space, String name, Object value) {
    Optional<Parameter> parameter = space.find(name);
    if (parameter.isEmpty()) {
      List<String> names = space.parameters().stream().map(Parameter::name).toList();
      return "no parameter is named '" + name + "'" + DidYouMean.among(names, name);
    }
    if (parameter.get() instanceof Listed) {
      return "'" + name + "' has a list of values, and the grid takes them all";
    }
    boolean fits = value instanceof Long number && number >= 1 && number <= MAX_RESOLUTION;
    return fits
        ? ""
        : "'" + name + "' needs a whole number from 1 to " + MAX_RESOLUTION + ", not " + value;
  }
}
