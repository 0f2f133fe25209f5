package drover.core.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which known name was meant by a mistyped one. */
public final class DidYouMean {

  private DidYouMean() {}

  /**
   * The end of a message about an unknown name: {@code ; did you mean 'learning-rate'?}, or nothing
   * if no known name is near.
   */
  public static String among(Collection<String> known, String word) {
    return nearest(known, word).map(name -> "; did you mean '" + name + "'?").orElse("");
  }

  /** The known name of the least edit distance; empty if more than a third of it is wrong. */
  static Optional<String> nearest(Collection<String> known, String word) {
    return known.stream()
        .filter(name -> name.length() > 1)
        .filter(name -> distance(name, word) <= Math.max(1, name.length() / 3))
        .min(
            Comparator.comparingInt((String name) -> distance(name, word))
                .thenComparing(Comparator.naturalOrder()));
  }

  /**
   * Optimal string alignment: how many insertions, deletions, substitutions and swaps of neighbours
   * make one word the other; upper and lower case are alike.
   */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + cost, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
