package drover.core.report;

import java.util.List;
import java.util.Locale;

/** Small drawings of numbers as SVG, without axes but for the ends of their range. */
final class Sparkline {

  private static final int SMALL_WIDTH = 120;
  private static final int SMALL_HEIGHT = 24;
  private static final int WIDTH = 640;
  private static final int HEIGHT = 160;

  /** Of more numbers, evenly spread ones are drawn. */
  private static final int MOST = 1000;

  private final int width;
  private final int height;
  private final double low;
  private final double high;

  private Sparkline(int width, int height, List<Double> values) {
    this.width = width;
    this.height = height;
    low = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    high = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
  }

  /** One line, as high as a line of text. */
  static String line(List<Double> values) {
    Sparkline drawing = new Sparkline(SMALL_WIDTH, SMALL_HEIGHT, values);
    return drawing.svg(drawing.polyline(values));
  }

  /**
   * A dot for each value, and a line.
   *
   * @param line as many numbers
   */
  static String dots(List<Double> values, List<Double> line) {
    Sparkline drawing = new Sparkline(WIDTH, HEIGHT, values);
    StringBuilder content = new StringBuilder();
    int step = Math.max(1, values.size() / MOST);
    for (int i = 0; i < values.size(); i += step) {
      content.append(
          format(
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2\" fill=\"#8aa\"/>",
              drawing.x(i, values.size()), drawing.y(values.get(i))));
    }
    content.append(drawing.polyline(line));
    content.append(drawing.label(HEIGHT - 2, drawing.low));
    content.append(drawing.label(12, drawing.high));
    return drawing.svg(content.toString());
  }

  private String polyline(List<Double> values) {
    StringBuilder points = new StringBuilder();
    int step = Math.max(1, values.size() / MOST);
    for (int i = 0; i < values.size(); i += step) {
      points.append(format("%.1f,%.1f ", x(i, values.size()), y(values.get(i))));
    }
    int last = values.size() - 1;
    points.append(format("%.1f,%.1f", x(last, values.size()), y(values.get(last))));
    return "<polyline fill=\"none\" stroke=\"#07c\" stroke-width=\"1.5\" points=\"%s\"/>"
        .formatted(points);
  }

  private String label(int at, double value) {
    return "<text x=\"2\" y=\"%d\" font-size=\"11\" fill=\"#555\">%s</text>"
        .formatted(at, Numbers.text(value));
  }

  private String svg(String content) {
    return format(
            "<svg width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\">",
            width, height, width, height)
        + content
        + "</svg>";
  }

  private double x(int index, int count) {
    return 2 + (width - 4) * (count == 1 ? 1.0 : (double) index / (count - 1));
  }

  private double y(double value) {
    double share = high > low ? (value - low) / (high - low) : 0.5;
    return height - 2 - (height - 4) * share;
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
