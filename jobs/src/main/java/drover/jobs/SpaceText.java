package drover.jobs;

import drover.core.space.Choice;
import drover.core.space.Int;
import drover.core.space.Ordinal;
import drover.core.space.Parameter;
import drover.core.space.Real;
import drover.core.space.SearchSpace;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A search space as a person reads it, each parameter in the words of a study file. */
final class SpaceText {

  private SpaceText() {}

  /** A line of its size, then a line for each parameter. */
  static List<String> lines(SearchSpace space) {
    String size =
        space.size().map(points -> "%,d points".formatted(points)).orElse("countless points");
    List<String> lines = new ArrayList<>();
    lines.add("Search space: %d parameters, %s".formatted(space.parameters().size(), size));
    space.parameters().forEach(parameter -> lines.add("  " + line(parameter)));
    return lines;
  }

  private static String line(Parameter parameter) {
    String condition =
        parameter
            .condition()
            .map(only -> "  # if " + only.parameter() + " = " + only.option())
            .orElse("");
    return parameter.name() + " = { " + range(parameter) + " }" + condition;
  }

  private static String range(Parameter parameter) {
    if (parameter instanceof Int whole) {
      String step = whole.step() == 1 ? "" : ", step = " + whole.step();
      return "int" + list(List.of(whole.low(), whole.high())) + scale(whole.log()) + step;
    }
    if (parameter instanceof Real real) {
      String step =
          real.step().isEmpty() ? "" : ", step = " + text(real.step().getAsDouble());
      return "real" + list(List.of(real.low(), real.high())) + scale(real.log()) + step;
    }
    return parameter instanceof Ordinal ordinal
        ? "ordinal" + list(ordinal.values())
        : "choice" + list(((Choice) parameter).values());
  }

  private static String scale(boolean log) {
    return log ? ", scale = log" : "";
  }

  private static String list(List<?> values) {
    return values.stream().map(SpaceText::text).collect(Collectors.joining(", ", " = [", "]"));
  }

  /** Exact, unlike the numbers of reports: 0.0001 and 5, not 1.0E-4 and 5.0. */
  private static String text(Object value) {
    if (!(value instanceof Double number)) {
      return value.toString();
    }
    BigDecimal exact = BigDecimal.valueOf(number).stripTrailingZeros();
    return exact.scale() < 0 ? exact.toPlainString() : exact.toString();
  }
}
