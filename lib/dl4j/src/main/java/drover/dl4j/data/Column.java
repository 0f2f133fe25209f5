package drover.dl4j.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.json.Json;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

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

  private final String name;
  private final boolean declared;

  /** Numbers, NaN where missing; or the places of categories in {@link #categories}. */
  private float[] values = new float[64];

  private int size;
  private int seen;
  private boolean categorical;

  /** Names of all categories in order of appearance, with their places. */
  private final Map<String, Integer> categories = new LinkedHashMap<>();

  private float mean;
  private boolean indicated;

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

  void add(String file, int row, String field) throws DataException {
    boolean missing = MISSING.contains(field);
    if (!missing && seen++ == 0 && !declared) {
      categorical = !isNumber(field);
      if (categorical) {
        categorise();
      }
    }
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    if (categorical) {
      values[size++] = place(missing ? "" : field);
    } else {
      values[size++] = missing ? Float.NaN : number(file, row, field);
    }
  }

  /** What was missing before the first value. */
  private void categorise() {
    for (int i = 0; i < size; i++) {
      values[i] = place("");
    }
  }

  private int place(String category) {
    return categories.computeIfAbsent(category, absent -> categories.size());
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

  /** Fits the encoding to rows, and describes it. */
  ObjectNode fit(int[] training) {
    return categorical ? fitCategories(training) : fitMean(training);
  }

  private ObjectNode fitMean(int[] training) {
    double sum = 0;
    int count = 0;
    for (int place : training) {
      if (!Float.isNaN(values[place])) {
        sum += values[place];
        count++;
      }
    }
    mean = count == 0 ? 0 : (float) (sum / count);
    indicated = count < training.length;
    width = indicated ? 2 : 1;
    return Json.object().put("name", name).put("missing", mean).put("indicator", indicated);
  }

  private ObjectNode fitCategories(int[] training) {
    String[] names = categories.keySet().toArray(new String[0]);
    Set<String> known = new TreeSet<>();
    for (int place : training) {
      known.add(names[(int) values[place]]);
    }
    places = new int[names.length];
    Arrays.fill(places, -1);
    ObjectNode fitted = Json.object().put("name", name);
    ArrayNode list = fitted.putArray("categories");
    for (String category : known) {
      places[place(category)] = list.size();
      list.add(category);
    }
    width = known.size();
    return fitted;
  }

  /** How many numbers it becomes. */
  int width() {
    return width;
  }

  /** Writes its numbers into rows of this width, from a place in each row on. */
  void encode(float[] rows, int from, int rowWidth) {
    for (int i = 0; i < size; i++) {
      int at = i * rowWidth + from;
      if (!categorical) {
        boolean missing = Float.isNaN(values[i]);
        rows[at] = missing ? mean : values[i];
        if (indicated) {
          rows[at + 1] = missing ? 1 : 0;
        }
      } else if (places[(int) values[i]] >= 0) {
        rows[at + places[(int) values[i]]] = 1;
      }
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
