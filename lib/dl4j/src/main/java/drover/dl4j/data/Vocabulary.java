package drover.dl4j.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words that a network knows, each by its place. Place 0 is for all words that it does not
 * know; sequences are padded with it too, which masks hide.
 */
final class Vocabulary {

  /** What stands at place 0. */
  static final String UNKNOWN = "<unknown>";

  /** Runs of letters and digits, apostrophes within; or a mark that ends or parts sentences. */
  private static final Pattern WORD =
      Pattern.compile("[\\p{L}\\p{N}]+(?:['’][\\p{L}\\p{N}]+)*|[!?.,;:]");

  private final List<String> words;
  private final Map<String, Integer> places = new HashMap<>();

  private Vocabulary(List<String> words) {
    this.words = List.copyOf(words);
    for (int i = 0; i < words.size(); i++) {
      places.put(words.get(i), i);
    }
  }

  /** The words of a text in lower case, no more than the first {@code length}. */
  static List<String> words(String text, int length) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
    while (words.size() < length && matcher.find()) {
      words.add(matcher.group());
    }
    return List.copyOf(words);
  }

  /**
   * The most frequent words; of equally frequent ones, the first by the alphabet.
   *
   * @param counts how often each word occurs
   * @param size of the vocabulary at most
   * @param minCount how often a word of the vocabulary occurs at least, 1 or more
   */
  static Vocabulary fit(Map<String, Integer> counts, int size, int minCount) {
    List<String> words = new ArrayList<>(List.of(UNKNOWN));
    counts.entrySet().stream()
        .filter(entry -> entry.getValue() >= minCount)
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(size - 1L)
        .map(Map.Entry::getKey)
        .forEach(words::add);
    return new Vocabulary(words);
  }

  /** All of them in the order of their places. */
  List<String> words() {
    return words;
  }

  int place(String word) {
    return places.getOrDefault(word, 0);
  }
}
