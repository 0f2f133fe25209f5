package drover.dl4j.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.json.Json;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A column of a table. It holds categories if its first value is no number, else numbers. A missing
 * number becomes the mean of the training part, and a further column says with 1 that it was
 * missing, if the training part misses any. A category becomes a column of its own that is 1 for it
 * and else 0; to be missing is a category too; one that the training part does not have is 0
 * everywhere.
 */
final class Column {

  /** How files say that a value is missing. */
  private static final Set<String> MISSING = Set.of("", "?", "NA", "N/A", "NaN", "nan", "null");

  /** Rows of more columns of 0 and 1 are nothing to train on. */
  private static final int MOST_CATEGORIES = 100_000;

  private final String name;
  private final boolean declared;

  private boolean seen;
  private boolean categorical;

  /** Names of all categories in order of appearance, with their places. */
  private final Map<String, Integer> categories = new LinkedHashMap<>();

  /** The categories of the training part, and its numbers. */
  private final BitSet trained = new BitSet();

  private double sum;
  private int count;
  private int missing;

  private float mean;

  /** For each category the place of its column; −1 if the training part does not have it. */
  private int[] places = {};

  private int width;

  /**
   * An empty column.
   *
   * @param declared true if the settings say that it holds categories
   */
  Column(String name, boolean declared) {
    this.name = name;
    this.declared = declared;
    categorical = declared;
  }

  /** True if a field says that a value is missing. */
  static boolean isMissing(String field) {
    return MISSING.contains(field);
  }

  /**
   * Reads a field.
   *
   * @return a number, or the place of a category in the order of appearance; NaN if it is missing
   */
  float read(String file, int row, String field) throws DataException {
    if (isMissing(field)) {
      return Float.NaN;
    }
    if (!seen && !declared) {
      categorical = !isNumber(field);
    }
    seen = true;
    return categorical ? place(file, row, field) : number(file, row, field);
  }

  private int place(String file, int row, String category) throws DataException {
    Integer place = categories.get(category);
    if (place != null) {
      return place;
    }
    if (categories.size() == MOST_CATEGORIES) {
      throw new DataException(
          file,
          row,
          "column %s has more than %d categories, each of which becomes a column"
              .formatted(name, MOST_CATEGORIES));
    }
    categories.put(category, categories.size());
    return categories.size() - 1;
  }

  private float number(String file, int row, String field) throws DataException {
    try {
      return Sequences.number(file, row, "column " + name, field);
    } catch (DataException e) {
      if (isNumber(field)) {
        throw e;
      }
      throw new DataException(
          file,
          row,
          "column %s must be a number, but is '%s'; if the column holds categories, name it in data.categorical"
              .formatted(name, field));
    }
  }

  /** Forgets what encodings were fitted to. */
  void reset() {
    trained.clear();
    sum = 0;
    count = 0;
    missing = 0;
  }

  /** Sees what {@link #read} gave for a row that the encoding is fitted to. */
  void see(float value) {
    if (Float.isNaN(value)) {
      missing++;
    } else if (categorical) {
      trained.set((int) value);
    } else {
      sum += value;
      count++;
    }
  }

  /** Fits the encoding to what was seen, and describes it. */
  ObjectNode fit() {
    return categorical ? fitCategories() : fitMean();
  }

  private ObjectNode fitMean() {
    mean = count == 0 ? 0 : (float) (sum / count);
    width = missing > 0 ? 2 : 1;
    return Json.object().put("name", name).put("missing", mean).put("indicator", missing > 0);
  }

  private ObjectNode fitCategories() {
    String[] names = categories.keySet().toArray(new String[0]);
    Map<String, Integer> known = new TreeMap<>();
    trained.stream().forEach(place -> known.put(names[place], place));
    places = new int[names.length];
    Arrays.fill(places, -1);
    ObjectNode fitted = Json.object().put("name", name);
    ArrayNode list = fitted.putArray("categories");
    if (missing > 0) {
      list.add(""); // the first by the alphabet
    }
    known.forEach(
        (category, place) -> {
          places[place] = list.size();
          list.add(category);
        });
    width = list.size();
    return fitted;
  }

  /** How many numbers it becomes. */
  int width() {
    return width;
  }

  /**
   * Writes the numbers that it becomes.
   *
   * @param value what {@link #read} gave
   * @param row filled with 0
   * @param at where its numbers begin in the row
   */
  void encode(float value, float[] row, int at) {
    boolean absent = Float.isNaN(value);
    if (!categorical) {
      row[at] = absent ? mean : value;
      if (missing > 0) {
        row[at + 1] = absent ? 1 : 0;
      }
    } else if (absent) {
      if (missing > 0) {
        row[at] = 1;
      }
    } else if (places[(int) value] >= 0) {
      row[at + places[(int) value]] = 1;
    }
  }

  private static boolean isNumber(String field) {
    try {
      Float.parseFloat(field);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
