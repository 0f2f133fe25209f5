package drover.jobs.rates;

import com.google.errorprone.annotations.FormatMethod;
import drover.dl4j.rates.RangeTest.Point;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * A page with the curve of a learning-rate range test: loss against rate, that on a log scale, with
 * marks at what the test suggests. It is one file, and well-formed XML too.
 */
public final class LrRangePage {

  private static final int WIDTH = 760;
  private static final int HEIGHT = 400;
  private static final int LEFT = 56;
  private static final int RIGHT = 744;
  private static final int TOP = 48;

  /** Height of a line of text. */
  private static final int LINE = 15;

  private static final int BOTTOM = 350;

  /** Parts of the vertical axis. */
  private static final int LEVELS = 5;

  private final List<Point> points;
  private final double first;
  private final double last;
  private final double lowest;
  private final double highest;
  private final StringBuilder html = new StringBuilder();

  private LrRangePage(List<Point> points) {
    this.points = points;
    first = Math.log10(points.get(0).rate());
    last = Math.max(first + 1, Math.log10(points.get(points.size() - 1).rate()));
    lowest = Math.min(0, points.stream().mapToDouble(Point::smoothed).min().orElse(0));
    double top = points.stream().mapToDouble(Point::smoothed).max().orElse(1);
    highest = top + (top - lowest) * 0.05;
  }

  /** The page's text. */
  public static String of(LrRangeReport report) {
    return new LrRangePage(report.test().points()).page(report);
  }

  private String page(LrRangeReport report) {
    add(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title>Learning-rate range test of %1$s</title>
        <style>
        :root { color-scheme: light dark; }
        body { margin: 1.5rem auto; max-width: 60rem; padding: 0 1rem; font: 15px/1.5 system-ui, sans-serif; }
        h1 { font-size: 1.4rem; }
        svg { display: block; width: 100%%; height: auto; }
        text { fill: currentColor; font-size: 12px; }
        .grid { stroke: currentColor; opacity: .15; }
        .loss { fill: none; stroke: currentColor; opacity: .3; }
        .smoothed { fill: none; stroke: #1f6feb; stroke-width: 2; }
        .suggested { stroke: #1a7f37; stroke-width: 2; }
        .steepest, .tenth { stroke: #d1570b; stroke-dasharray: 5 3; }
        </style>
        </head>
        <body>
        <h1>Learning-rate range test of %1$s</h1>\
        """,
        report.study());
    report.findings().forEach(line -> add("<p>%s</p>", line));
    chart(report);
    if (!report.params().values().isEmpty()) {
      add("<p>With the middle of each range and the first of each choice:</p>");
      add("<ul>%s</ul>", params(report));
    }
    return add("</body>\n</html>").html.toString();
  }

  private static String params(LrRangeReport report) {
    return report.params().values().entrySet().stream()
        .map(one -> "<li>" + escaped(one.getKey() + " = " + one.getValue()) + "</li>")
        .collect(Collectors.joining());
  }

  private void chart(LrRangeReport report) {
    add("<svg viewBox=\"0 0 %d %d\" role=\"img\">", WIDTH, HEIGHT);
    for (int decade = (int) Math.ceil(first); decade <= last; decade++) {
      double x = x(decade);
      add("<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>", x, x, TOP, BOTTOM);
      add(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.0e</text>",
          x, BOTTOM + 18, Math.pow(10, decade));
    }
    for (int level = 0; level <= LEVELS; level++) {
      double loss = lowest + (highest - lowest) * level / LEVELS;
      add(
          "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
          LEFT, RIGHT, y(loss), y(loss));
      add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.3g</text>", LEFT - 6, y(loss) + 4, loss);
    }
    add(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">learning rate</text>",
        WIDTH / 2, HEIGHT - 8);
    line("loss", Point::loss);
    line("smoothed", Point::smoothed);
    mark("tenth", 2, report.test().belowLowest());
    mark("suggested", 1, report.test().suggested());
    mark("steepest", 0, report.test().steepest());
    add("</svg>");
  }

  private void line(String style, ToDoubleFunction<Point> loss) {
    add(
        "<polyline class=\"%s\" points=\"%s\"/>",
        style,
        points.stream()
            .map(point -> at(Math.log10(point.rate()), loss.applyAsDouble(point)))
            .collect(Collectors.joining(" ")));
  }

  private String at(double exponent, double loss) {
    return String.format(Locale.ROOT, "%.1f,%.1f", x(exponent), y(loss));
  }

  /** A vertical line at a rate, if there is one within the sweep; its text so many lines above. */
  private void mark(String style, int line, OptionalDouble rate) {
    if (rate.isPresent() && Math.log10(rate.getAsDouble()) >= first) {
      double x = x(Math.log10(rate.getAsDouble()));
      add(
          "<line class=\"%s\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>",
          style, x, x, TOP, BOTTOM);
      add(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s %s</text>",
          x, TOP - 4 - LINE * line, style, LrRangeReport.rate(rate));
    }
  }

  private double x(double exponent) {
    return LEFT + (RIGHT - LEFT) * (exponent - first) / (last - first);
  }

  /** Losses of single batches beyond the axis are drawn at its end. */
  private double y(double loss) {
    double clamped = Math.max(lowest, Math.min(highest, loss));
    return TOP + (BOTTOM - TOP) * (highest - clamped) / (highest - lowest);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @FormatMethod
  private LrRangePage add(String format, Object... values) {
    html.append(String.format(Locale.ROOT, format, values)).append('\n');
    return this;
  }
}
