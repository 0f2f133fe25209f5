package drover.jobs.bench.search;

import drover.jobs.bench.search.Band.Point;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A page of convergence curves: a chart a problem and mode with a line (median over seeds) and a
 * band (the middle half) a searcher. It is one file, and well-formed XML too.
 */
final class ConvergencePage {

  /** How many searchers have a colour of their own; those after them have dashed lines. */
  private static final int COLOURS = 10;

  private final Map<String, Problem> problems;
  private final List<Row> rows;
  private final List<String> searchers;
  private final StringBuilder html = new StringBuilder();

  private ConvergencePage(Map<String, Problem> problems, List<Row> rows, List<String> searchers) {
    this.problems = problems;
    this.rows = rows.stream().filter(row -> !row.isFailed()).toList();
    this.searchers = searchers;
  }

  /** Writes the page. */
  static void write(
      Path file, Map<String, Problem> problems, List<Row> rows, List<String> searchers)
      throws IOException {
    Files.writeString(file, new ConvergencePage(problems, rows, searchers).page());
  }

  private String page() throws IOException {
    html.append(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title>Convergence</title>
        <style>
        %s%s</style>
        </head>
        <body>
        <h1>Convergence</h1>
        <p>How far the best value so far is from the optimum, as a part of the distance of a reference:
        of functions and tables the median of random points, of learning curves the worst of the pool.
        Lines are medians over seeds, bands the middle half of them. Lower is better.</p>
        """
            .formatted(css(), colours()));
    legend();
    html.append("<main>\n");
    for (Problem problem : problems.values()) {
      modes(problem).forEach(mode -> figure(problem, mode));
    }
    return html.append("</main>\n</body>\n</html>\n").toString();
  }

  private static String css() throws IOException {
    try (InputStream css = ConvergencePage.class.getResourceAsStream("convergence.css")) {
      return new String(
          Optional.ofNullable(css).orElseThrow().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Colours by searcher, and rules that hide what the legend's boxes switch off. */
  private String colours() {
    StringBuilder css = new StringBuilder();
    for (int i = 0; i < searchers.size(); i++) {
      css.append(".s%d { --colour: var(--c%d); }%n".formatted(i, i % COLOURS));
      if (i >= COLOURS) {
        css.append(".line.s%d { stroke-dasharray: 5 3; }%n".formatted(i));
      }
      css.append("body:has(#box%d:not(:checked)) svg .s%d { display: none; }%n".formatted(i, i));
    }
    return css.toString();
  }

  private void legend() {
    html.append("<div class=\"legend\">\n");
    for (int i = 0; i < searchers.size(); i++) {
      html.append(
          """
          <label class="s%d"><input id="box%d" type="checkbox" checked="checked"/><i></i>%s</label>
          """
              .formatted(i, i, escaped(searchers.get(i))));
    }
    html.append("</div>\n");
  }

  private List<Mode> modes(Problem problem) {
    return rows.stream()
        .filter(row -> row.run().problem().equals(problem.name()))
        .map(row -> row.run().mode())
        .distinct()
        .toList();
  }

  private void figure(Problem problem, Mode mode) {
    Map<String, List<Point>> bands = new LinkedHashMap<>();
    for (int i = 0; i < searchers.size(); i++) {
      List<Point> points = Band.of(problem, runs(problem, searchers.get(i), mode));
      if (!points.isEmpty()) {
        bands.put("s" + i, points);
      }
    }
    html.append(
        "<figure>\n<figcaption>%s <span>%s</span></figcaption>\n%s</figure>\n"
            .formatted(
                escaped(problem.name()),
                mode.label(),
                Chart.svg(
                    bands, mode.unit() == Mode.Unit.POINTS ? "curve points" : "evaluations")));
  }

  private List<Row> runs(Problem problem, String searcher, Mode mode) {
    return rows.stream()
        .filter(row -> row.run().problem().equals(problem.name()))
        .filter(row -> row.run().searcher().equals(searcher))
        .filter(row -> row.run().mode().equals(mode))
        .toList();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
