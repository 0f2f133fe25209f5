package drover.jobs.bench.search;

import drover.core.config.Section;
import drover.search.Searchers;
import drover.search.Stoppers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the section {@code bench} says of the search bench.
 *
 * @param problems folder of the problems
 * @param searchers which searchers to measure
 * @param modes how runs go; each problem takes those that fit it
 * @param seeds from how many seeds
 * @param window how many trials on learning curves are in flight at once
 * @param stopper what stops trials on learning curves early, or none
 * @param objective a class that evaluates problems which name none of their own, or empty
 * @param csv where the row of each run goes, or empty
 * @param html where the page of convergence curves goes, or empty
 * @param spark Spark's settings, by their full names
 */
public record SearchSettings(
    Path problems,
    List<String> searchers,
    List<Mode> modes,
    int seeds,
    int window,
    String stopper,
    String objective,
    Optional<Path> csv,
    Optional<Path> html,
    Map<String, String> spark) {

  /**
   * Reads the section.
   *
   * @param folder the bench file's
   * @param spark Spark's settings, by their full names
   */
  public static SearchSettings read(Section bench, Path folder, Map<String, String> spark) {
    return new SearchSettings(
        path(bench.text("problems")).orElseGet(() -> folder.resolve("problems")),
        searchers(bench),
        modes(bench),
        (int) bench.integer("seeds", 1, 10_000),
        (int) bench.integer("window", 1, 10_000),
        bench.oneOf("stopper", stoppers()),
        bench.text("objective"),
        path(bench.text("csv")),
        path(bench.text("html")),
        Map.copyOf(spark));
  }

  /** How trials on learning curves run, as far as it is not the default. */
  String variant() {
    List<String> variant = new ArrayList<>();
    if (window != 1) {
      variant.add("window=" + window);
    }
    if (!stopper.equals("none")) {
      variant.add("stopper=" + stopper);
    }
    return String.join("+", variant);
  }

  private static List<String> stoppers() {
    List<String> names = new ArrayList<>(Stoppers.names());
    names.add("none");
    return names;
  }

  private static List<String> searchers(Section bench) {
    List<String> searchers = bench.texts("searchers").stream().distinct().toList();
    if (searchers.isEmpty()) {
      bench.mistake("searchers", "at least one is needed of " + Searchers.names());
    }
    for (String name : searchers) {
      if (!Searchers.names().contains(name)) {
        bench.mistake(
            "searchers", "unknown searcher '" + name + "'; there are " + Searchers.names());
      }
    }
    return searchers;
  }

  private static List<Mode> modes(Section bench) {
    List<Mode> modes = new ArrayList<>();
    for (String label : bench.texts("modes").stream().distinct().toList()) {
      try {
        modes.add(Mode.of(label));
      } catch (IllegalArgumentException e) {
        bench.mistake("modes", String.valueOf(e.getMessage()));
      }
    }
    return modes;
  }

  private static Optional<Path> path(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
  }
}
