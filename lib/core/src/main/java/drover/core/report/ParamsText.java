package drover.core.report;

import drover.core.Params;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Params on one line, as a person reads them. */
public final class ParamsText {

  private ParamsText() {}

  /**
   * For example {@code filters=32 updater=adam learning-rate=0.0021}: each parameter by the last
   * word of its path, or the whole path where two would look alike, and reals rounded.
   */
  public static String of(Params params) {
    Map<String, Integer> counts = new HashMap<>();
    params.values().keySet().forEach(name -> counts.merge(lastWord(name), 1, Integer::sum));
    return params.values().entrySet().stream()
        .map(
            entry -> {
              String word = lastWord(entry.getKey());
              String name = counts.getOrDefault(word, 0) > 1 ? entry.getKey() : word;
              return name + "=" + Numbers.text(entry.getValue());
            })
        .collect(Collectors.joining(" "));
  }

  /** The last word of a path, together with its place where it is one of a list: {@code x.0}. */
  private static String lastWord(String name) {
    int dot = name.lastIndexOf('.');
    boolean place = dot > 0 && name.substring(dot + 1).chars().allMatch(Character::isDigit);
    return name.substring((place ? name.lastIndexOf('.', dot - 1) : dot) + 1);
  }
}
