package drover.dl4j.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** What data files say of their examples, as text, and where. */
final class Labels {

  /** How many labels decide what kind they are. */
  static final int DECISIVE = 1000;

  private final DataSettings settings;
  private final List<String> texts = new ArrayList<>();
  private final List<String> files = new ArrayList<>();

  /** Where the labels of each file begin. */
  private final List<Integer> starts = new ArrayList<>();

  private final Map<String, String> known = new HashMap<>();

  Labels(DataSettings settings) {
    this.settings = settings;
  }

  /** The labels that follow are of another file. */
  void begin(String file) {
    files.add(file);
    starts.add(texts.size());
  }

  /**
   * Adds the next example's label.
   *
   * @param row where it stands in the file, from 1
   */
  void add(String label, int row) throws DataException {
    if (label.isEmpty()) {
      throw new DataException(files.get(files.size() - 1), row, "the label is missing");
    }
    String same = known.putIfAbsent(label, label);
    texts.add(same == null ? label : same);
  }

  int size() {
    return texts.size();
  }

  /** What the settings say, or else regression if one of the first labels is a fraction. */
  boolean areClasses() {
    return switch (settings.task()) {
      case "classification" -> true;
      case "regression" -> false;
      default -> texts.stream().limit(DECISIVE).noneMatch(Labels::isFraction);
    };
  }

  /** For each example the number of its class, or 0 for all if they have none. */
  int[] groups() throws DataException {
    return areClasses() ? classes().labels() : new int[texts.size()];
  }

  /**
   * What a network is to say.
   *
   * @param training places of the examples that numbers are standardised by
   */
  Targets targets(int[] training) throws DataException {
    return areClasses() ? classes() : numbers(training);
  }

  private Targets.Classes classes() throws DataException {
    List<String> names = names();
    if (names.size() < 2) {
      throw DataException.of(
          "source", files.get(0), "all labels are alike: " + names + "; two classes are needed");
    }
    Map<String, Integer> places = new HashMap<>();
    names.forEach(name -> places.put(name, places.size()));
    int[] labels = new int[texts.size()];
    for (int i = 0; i < labels.length; i++) {
      if (settings.task().equals("auto") && isFraction(texts.get(i))) {
        throw mistake(i, "a class, a whole number or a name");
      }
      labels[i] = Objects.requireNonNull(places.get(texts.get(i)));
    }
    return new Targets.Classes(labels, names);
  }

  private Targets.Numbers numbers(int[] training) throws DataException {
    double[] values = new double[texts.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = number(texts.get(i));
      if (!Double.isFinite(values[i])) {
        throw mistake(i, "a number");
      }
    }
    double mean = IntStream.of(training).mapToDouble(i -> values[i]).average().orElse(0);
    double variance =
        IntStream.of(training)
            .mapToDouble(i -> (values[i] - mean) * (values[i] - mean))
            .average()
            .orElse(0);
    return new Targets.Numbers(values, mean, variance > 0 ? Math.sqrt(variance) : 1);
  }

  private DataException mistake(int example, String wanted) {
    int file = 0;
    while (file + 1 < starts.size() && starts.get(file + 1) <= example) {
      file++;
    }
    int number = example - starts.get(file) + 1;
    return DataException.of(
        "label",
        files.get(file),
        "the label of example %d must be %s, but is '%s'"
            .formatted(number, wanted, texts.get(example)));
  }

  /** The distinct labels: as numbers if all are, else by the alphabet. */
  private List<String> names() {
    List<String> names = new ArrayList<>(new TreeSet<>(known.keySet()));
    if (names.stream().allMatch(name -> name.matches("[-+]?\\d{1,15}(\\.0+)?"))) {
      names.sort(Comparator.comparingDouble(Double::parseDouble));
    }
    return names;
  }

  private static boolean isFraction(String label) {
    double number = number(label);
    return Double.isFinite(number) && number != Math.rint(number);
  }

  private static double number(String label) {
    try {
      return Double.parseDouble(label);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
