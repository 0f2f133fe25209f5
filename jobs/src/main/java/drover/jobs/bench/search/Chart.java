package drover.jobs.bench.search;

import com.google.errorprone.annotations.FormatMethod;
import drover.jobs.bench.search.Band.Point;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * One small chart as SVG: regret on a log scale against evaluations, a line and band a searcher.
 */
final class Chart {

  private static final int WIDTH = 380;
  private static final int HEIGHT = 240;
  private static final int LEFT = 44;
  private static final int RIGHT = 362;
  private static final int TOP = 8;
  private static final int BOTTOM = 204;

  /** Below so many decades, the axis has lines at 2 and 5 too. */
  private static final int FEW_DECADES = 2;

  /** Room above and below the bands, in decades. */
  private static final double MARGIN = 0.05;

  private final int last;
  private final double lowest;
  private final double highest;
  private final StringBuilder svg = new StringBuilder();

  private Chart(Map<String, List<Point>> bands) {
    List<Point> all = bands.values().stream().flatMap(List::stream).toList();
    last = all.stream().mapToInt(Point::count).max().orElse(1);
    highest = all.stream().mapToDouble(Point::high).max().orElse(0) + MARGIN;
    lowest = Math.min(highest - 1, all.stream().mapToDouble(Point::low).min().orElse(-1) - MARGIN);
  }

  /**
   * Draws.
   *
   * @param bands CSS class of a searcher to its points
   * @param unit what the horizontal axis counts
   */
  static String svg(Map<String, List<Point>> bands, String unit) {
    Chart chart = new Chart(bands);
    chart.add("<svg viewBox=\"0 0 %d %d\" role=\"img\">", WIDTH, HEIGHT);
    chart.grid();
    chart.add(
        "<text class=\"axis\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
        (LEFT + RIGHT) / 2, HEIGHT - 4, unit);
    bands.forEach(chart::band);
    bands.forEach(chart::line);
    return chart.add("</svg>").svg.toString();
  }

  private void grid() {
    int step = (int) Math.max(1, Math.ceil((highest - lowest) / 6));
    for (int decade = (int) Math.floor(highest); decade >= lowest; decade -= step) {
      level(decade, decade(decade));
    }
    if (highest - lowest < FEW_DECADES) {
      for (int decade = (int) Math.floor(lowest); decade < highest; decade++) {
        for (int digit : List.of(2, 5)) {
          double exponent = decade + Math.log10(digit);
          if (exponent > lowest && exponent < highest) {
            level(exponent, decimal(digit, decade));
          }
        }
      }
    }
    for (int quarter = 0; quarter <= 4; quarter++) {
      int count = Math.round(last * quarter / 4f);
      add(
          "<text class=\"tick\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>",
          x(count), BOTTOM + 14, count);
    }
  }

  private void level(double exponent, String label) {
    add(
        "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
        LEFT, RIGHT, y(exponent), y(exponent));
    add(
        "<text class=\"tick\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
        LEFT - 5, y(exponent) + 3.5, label);
  }

  /** A digit times a power of ten, without exponent: {@code 0.05}. */
  private static String decimal(int digit, int power) {
    return BigDecimal.valueOf(digit).scaleByPowerOfTen(power).toPlainString();
  }

  /** Powers of ten near 1 as people write them. */
  private static String decade(int power) {
    return power >= -2 && power <= 2
        ? decimal(1, power)
        : "10<tspan dy=\"-4\" font-size=\"8\">%s%d</tspan>"
            .formatted(power < 0 ? "−" : "", Math.abs(power));
  }

  private void band(String style, List<Point> points) {
    StringBuilder outline = new StringBuilder(path(points, Point::high));
    for (int i = points.size() - 1; i >= 0; i--) {
      outline.append(' ').append(at(points.get(i), Point::low));
    }
    add("<polygon class=\"band %s\" points=\"%s\"/>", style, outline);
  }

  private void line(String style, List<Point> points) {
    add("<polyline class=\"line %s\" points=\"%s\"/>", style, path(points, Point::median));
  }

  private String path(List<Point> points, ToDoubleFunction<Point> value) {
    return String.join(" ", points.stream().map(point -> at(point, value)).toList());
  }

  private String at(Point point, ToDoubleFunction<Point> value) {
    return String.format(Locale.ROOT, "%.1f,%.1f", x(point.count()), y(value.applyAsDouble(point)));
  }

  private double x(double count) {
    return LEFT + (RIGHT - LEFT) * count / last;
  }

  private double y(double exponent) {
    return TOP + (BOTTOM - TOP) * (highest - exponent) / (highest - lowest);
  }

  @FormatMethod
  private Chart add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    return this;
  }
}
