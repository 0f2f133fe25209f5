package drover.core.report;

import drover.core.space.Choice;
import drover.core.space.Int;
import drover.core.space.Ordinal;
import drover.core.space.Parameter;
import drover.core.space.Real;
import drover.core.space.SearchSpace;
import java.util.Locale;

/** A search space as a person reads it: its size and a line a parameter. */
public final class SpaceText {

  private SpaceText() {}

  /** The text, lines ended by line feeds. */
  public static String of(SearchSpace space) {
    String size =
        space
            .size()
            .map(points -> String.format(Locale.ROOT, "%,d points", points))
            .orElse("a continuum of points");
    StringBuilder text = new StringBuilder();
    text.append("Search space: " + space.parameters().size() + " parameters, " + size + "\n");
    int width =
        space.parameters().stream()
            .mapToInt(parameter -> parameter.name().length())
            .max()
            .orElse(0);
    for (Parameter parameter : space.parameters()) {
      String padding = " ".repeat(width - parameter.name().length());
      text.append("  " + parameter.name() + padding + "  " + range(parameter));
      parameter.condition().ifPresent(under -> text.append("  if " + under));
      text.append('\n');
    }
    return text.toString();
  }

  private static String range(Parameter parameter) {
    if (parameter instanceof Real real) {
      String step = real.step().isPresent() ? ", step " + real.step().getAsDouble() : "";
      return "real [%s, %s]%s%s".formatted(real.low(), real.high(), log(real.log()), step);
    }
    if (parameter instanceof Int integer) {
      String step = integer.step() > 1 ? ", step " + integer.step() : "";
      return "int [%s, %s]%s%s".formatted(integer.low(), integer.high(), log(integer.log()), step);
    }
    return parameter instanceof Ordinal ordinal
        ? "ordinal " + ordinal.values()
        : "choice " + ((Choice) parameter).values();
  }

  private static String log(boolean log) {
    return log ? ", log" : "";
  }
}
