package drover.search;

import drover.core.SearchContext;
import drover.core.Stopper;
import drover.core.config.Section;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The registry of stoppers: one line each. */
public final class Stoppers {

  private static final String NONE = "none";

  private static final Map<String, StopperFactory> FACTORIES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("asha", AshaStopper::create),
              Map.entry("median", MedianStopper::create),
              Map.entry("patience", PatienceStopper::create)));

  private Stoppers() {}

  /** The names that {@code search.stopper} may have besides none, in alphabetical order. */
  public static List<String> names() {
    return List.copyOf(FACTORIES.keySet());
  }

  /**
   * The stopper that the study file names, which has learned nothing yet; empty if it says {@code
   * none}.
   *
   * @param search the {@code search} section with its defaults at {@code search}; mistakes are
   *     noted there
   */
  public static Optional<Stopper> create(SearchContext context, Section search) {
    Map<String, Function<Section, Optional<Stopper>>> readers = new TreeMap<>();
    readers.put(NONE, settings -> Optional.empty());
    FACTORIES.forEach(
        (name, factory) ->
            readers.put(name, settings -> Optional.of(factory.create(context, settings))));
    return search.variant("stopper", "search.stoppers", readers);
  }
}
