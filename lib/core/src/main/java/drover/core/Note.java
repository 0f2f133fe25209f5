package drover.core;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a searcher wants to remember of a proposal. It is journaled with the trial and comes back
 * with {@link Searcher#asked}, so that no searcher needs save or load code.
 *
 * @param values key to {@link Double}, {@link Long}, {@link String}, {@link Boolean} or a {@link
 *     List} of these; copied in the order of the keys, so that equal notes read alike
 */
public record Note(Map<String, Object> values) {

  /** Key of a text that tells the user why the trial was proposed; shown in the log. */
  public static final String REASON = "reason";

  /** Nothing to remember. */
  public static final Note EMPTY = new Note(Map.of());

  public Note {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /** A note of one entry. */
  public static Note of(String key, Object value) {
    return new Note(Map.of(key, value));
  }

  /** The value of a key, or empty. */
  public Optional<Object> find(String key) {
    return Optional.ofNullable(values.get(key));
  }
}
