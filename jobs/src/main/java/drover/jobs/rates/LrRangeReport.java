package drover.jobs.rates;

import drover.core.Params;
import drover.dl4j.rates.RangeTest;
import drover.dl4j.rates.RangeTest.Point;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What a learning-rate range test found, as text.
 *
 * @param study the study's name
 * @param params what stood in place of the ranges
 * @param test with at least one step
 */
public record LrRangeReport(String study, Params params, RangeTest test) {

  /** About so many lines has the table. */
  private static final int ROWS = 15;

  /** The file {@code lr-range.csv}: a line a step. */
  public String csv() {
    StringBuilder csv = new StringBuilder("step,learning-rate,loss,smoothed-loss\n");
    List<Point> points = test.points();
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      csv.append("%d,%s,%s,%s%n".formatted(i + 1, point.rate(), point.loss(), point.smoothed()));
    }
    return csv.toString();
  }

  /** What the job prints. */
  public String text() {
    StringBuilder text = new StringBuilder("Learning-rate range test of " + study + "\n");
    if (!params.values().isEmpty()) {
      text.append("With the middle of each range and the first of each choice:\n");
      params.values().forEach((name, value) -> text.append("  " + name + " = " + value + "\n"));
    }
    text.append("\n%10s  %10s  %10s%n".formatted("rate", "loss", "smoothed"));
    List<Point> points = test.points();
    int every = Math.max(1, points.size() / ROWS);
    for (int i = (points.size() - 1) % every; i < points.size(); i += every) {
      Point point = points.get(i);
      text.append(
          String.format(
              Locale.ROOT,
              "%10.3g  %10.4g  %10.4g%n",
              point.rate(),
              point.loss(),
              point.smoothed()));
    }
    text.append('\n');
    findings().forEach(line -> text.append(line + "\n"));
    return text.toString();
  }

  /** What follows from it, in lines. */
  List<String> findings() {
    return List.of(
        "suggested learning-rate   " + rate(test.suggested()) + ", between the two below",
        "steepest descent at       " + rate(test.steepest()),
        "a tenth of the lowest's   " + rate(test.belowLowest()),
        "%d steps, the last at     %s"
            .formatted(
                test.points().size(),
                rate(OptionalDouble.of(test.points().get(test.points().size() - 1).rate()))));
  }

  static String rate(OptionalDouble rate) {
    return rate.isPresent() ? String.format(Locale.ROOT, "%.3g", rate.getAsDouble()) : "none";
  }
}
