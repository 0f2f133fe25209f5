package drover.core.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What all sections of one reading share: the mistakes so far, which keys were asked for, and which
 * defaults were taken.
 */
final class Reading {

  private final Mistakes mistakes;
  private final boolean resolved;
  private final Map<String, Visit> visits = new LinkedHashMap<>();
  private final Map<String, ConfigValue> defaults = new TreeMap<>();

  private record Visit(ConfigObject object, String place, Set<String> asked) {}

  private Reading(Mistakes mistakes, boolean resolved) {
    this.mistakes = mistakes;
    this.resolved = resolved;
  }

  /** A reading that collects its mistakes. */
  static Reading collecting(Mistakes mistakes) {
    return new Reading(mistakes, false);
  }

  /** A reading that ends at its first mistake. */
  static Reading failing() {
    return new Reading(new Mistakes(), true);
  }

  /** The keys asked for in a section; several readers of one section share them. */
  Set<String> visit(String path, ConfigObject object, String place) {
    return visits.computeIfAbsent(path, p -> new Visit(object, place, new TreeSet<>())).asked();
  }

  /** A default was taken in place of a key that the study file does not give. */
  void tookDefault(String path, ConfigValue value) {
    defaults.put(path, value);
  }

  /** The defaults that were taken, by path. */
  Map<String, ConfigValue> defaults() {
    return defaults;
  }

  /** Notes what is wrong with the value of a key: {@code study.trials must be at least 1}. */
  void mistake(String place, String path, String what) {
    add(place, path + " " + what);
  }

  /** Notes a mistake; a section of one trial has no places any more, only paths. */
  void add(String place, String what) {
    if (resolved) {
      throw new MistakesException(List.of("settings of the trial: " + what));
    }
    mistakes.add(place, what);
  }

  Mistakes mistakes() {
    return mistakes;
  }

  /** Notes every key that was never asked for as unknown. */
  void finish() {
    visits.forEach(
        (path, visit) ->
            Values.ordered(visit.object()).stream()
                .filter(entry -> !visit.asked().contains(entry.getKey()))
                .forEach(
                    entry ->
                        unknown(
                            Places.of(entry.getValue()).orElse(visit.place()),
                            entry.getKey(),
                            path,
                            visit.asked())));
  }

  private void unknown(String place, String key, String path, Collection<String> known) {
    String in = path.isEmpty() ? "" : " in " + path;
    String guess = DidYouMean.among(List.copyOf(known), key);
    mistakes.add(place, "unknown key '" + key + "'" + in + guess);
  }
}
