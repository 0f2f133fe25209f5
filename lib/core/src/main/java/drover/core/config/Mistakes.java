package drover.core.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The mistakes found in a study file, each {@code file:line: what is wrong, what was meant}. */
public final class Mistakes {

  private static final Pattern FILE_AND_LINE = Pattern.compile("(.*):(\\d+)");

  private final Map<String, Integer> files = new LinkedHashMap<>();
  private final List<Mistake> found = new ArrayList<>();

  private record Mistake(int file, int line, String text) {}

  /**
   * Notes one mistake; the same one only once.
   *
   * @param where {@code file:line}, or the argument that holds it
   */
  public void add(String where, String what) {
    Matcher place = FILE_AND_LINE.matcher(where);
    boolean located = place.matches();
    String file = located ? place.group(1) : where;
    int line = located ? Integer.parseInt(place.group(2)) : 0;
    Mistake mistake =
        new Mistake(files.computeIfAbsent(file, f -> files.size()), line, where + ": " + what);
    if (!found.contains(mistake)) {
      found.add(mistake);
    }
  }

  /** All mistakes, those of one file by line, otherwise in the order in which they were found. */
  public List<String> found() {
    return found.stream()
        .sorted(Comparator.comparingInt(Mistake::file).thenComparingInt(Mistake::line))
        .map(Mistake::text)
        .toList();
  }

  /** Ends the reading if there was any mistake. */
  public void throwIfAny() throws MistakesException {
    if (!found.isEmpty()) {
      throw new MistakesException(found());
    }
  }
}
