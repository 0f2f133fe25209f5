package drover.jobs.bench.search;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a run goes: {@code seq200} asks, evaluates and tells 200 trials one at a time; {@code bat200}
 * asks eight, evaluates them and tells the eight outcomes in the order asked; {@code points5100}
 * reads 5100 points of learning curves, however many trials these are.
 *
 * @param size evaluations, or points, of a run
 */
record Mode(Unit unit, int size) implements Serializable {

  /** What a run counts. */
  enum Unit {
    /** Evaluations, one at a time. */
    SEQ,
    /** Evaluations, in batches of eight. */
    BAT,
    /** Points of learning curves. */
    POINTS
  }

  private static final Pattern LABEL = Pattern.compile("(seq|bat|points)(\\d{1,6})");
  private static final List<Integer> MARKS =
      List.of(1, 5, 10, 20, 30, 40, 50, 75, 100, 125, 150, 175, 200);
  private static final int MORE = 100;
  private static final List<Integer> PERCENT = List.of(1, 2, 5, 10, 20, 30, 50, 70);

  /**
   * The mode of a label.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Mode of(String label) {
    Matcher matcher = LABEL.matcher(label);
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) == 0) {
      throw new IllegalArgumentException(
          "'" + label + "' is no mode; modes are such as seq200, bat200 and points5100");
    }
    return new Mode(
        Unit.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)),
        Integer.parseInt(matcher.group(2)));
  }

  /** As results have it: {@code seq200}. */
  String label() {
    return unit.name().toLowerCase(Locale.ROOT) + size;
  }

  /** How many trials are in flight at once. */
  int batch() {
    return unit == Unit.BAT ? 8 : 1;
  }

  /** True if this is how runs on the problem go: points are for tables with learning curves. */
  boolean fits(Problem problem) {
    boolean curves = problem instanceof TableProblem table && table.hasCurves();
    return curves == (unit == Unit.POINTS);
  }

  /** The counts after which results give the best value so far; the last is the run's size. */
  List<Integer> marks() {
    List<Integer> marks = new ArrayList<>();
    if (unit == Unit.POINTS) {
      PERCENT.forEach(percent -> marks.add((int) (size * (long) percent / 100)));
    } else {
      marks.addAll(MARKS);
      for (int mark = last(MARKS) + MORE; mark < size; mark += MORE) {
        marks.add(mark);
      }
    }
    marks.removeIf(mark -> mark < 1 || mark >= size);
    marks.add(size);
    return marks;
  }

  private static int last(List<Integer> list) {
    return list.get(list.size() - 1);
  }
}
