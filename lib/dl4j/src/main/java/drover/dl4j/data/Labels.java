package drover.dl4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What data files say of their examples, and where. The first ones, as text, decide what kind all
 * are; from then on each is one number.
 */
final class Labels {

  /** How many labels decide what kind they are. */
  static final int DECISIVE = 1000;

  /** A class is worth training only if it has many examples. */
  private static final int MOST_CLASSES = 100_000;

  private static final String NO_FRACTION = "a class, a whole number or a name";

  private final DataSettings settings;
  private final List<String> files = new ArrayList<>();

  /** Where the labels of each file begin. */
  private final List<Integer> starts = new ArrayList<>();

  /** The first labels, until it is known what they are. */
  private final List<Undecided> undecided = new ArrayList<>();

  private boolean decided;
  private boolean areClasses;
  private int size;

  /** Names of all classes in order of appearance, with their places. */
  private final Map<String, Integer> known = new LinkedHashMap<>();

  private int[] classes = {};
  private double[] numbers = {};

  /** A label of which it is not known yet whether it is a class. */
  private record Undecided(String text, String file, int row) {}

  Labels(DataSettings settings) {
    this.settings = settings;
  }

  /** The labels that follow are of another file. */
  void begin(String file) {
    files.add(file);
    starts.add(size());
  }

  /**
   * Adds the next example's label.
   *
   * @param row where it stands in the file, from 1
   */
  void add(String label, int row) throws DataException {
    String file = files.get(files.size() - 1);
    if (label.isEmpty()) {
      throw new DataException(file, row, "the label is missing");
    }
    Undecided next = new Undecided(label, file, row);
    if (decided) {
      add(next);
    } else {
      undecided.add(next);
      if (undecided.size() == DECISIVE) {
        decide();
      }
    }
  }

  private void decide() {
    if (!decided) {
      decided = true;
      areClasses =
          switch (settings.task()) {
            case "classification" -> true;
            case "regression" -> false;
            default -> undecided.stream().noneMatch(label -> isFraction(label.text));
          };
      undecided.forEach(this::add);
      undecided.clear();
    }
  }

  private void add(Undecided label) {
    if (areClasses) {
      classes = size < classes.length ? classes : Arrays.copyOf(classes, grown());
      classes[size++] = place(label);
    } else {
      double value = number(label.text);
      if (!Double.isFinite(value)) {
        throw mistake(label, "must be a number, but is '" + label.text + "'");
      }
      numbers = size < numbers.length ? numbers : Arrays.copyOf(numbers, grown());
      numbers[size++] = value;
    }
  }

  private int grown() {
    return Math.max(DECISIVE, Math.toIntExact(Math.min(Integer.MAX_VALUE - 8L, size * 3L / 2)));
  }

  private int place(Undecided label) {
    Integer place = known.get(label.text);
    if (place != null) {
      return place;
    }
    if (settings.task().equals("auto") && isFraction(label.text)) {
      throw mistake(label, "must be " + NO_FRACTION + ", but is '" + label.text + "'");
    }
    if (known.size() == MOST_CLASSES) {
      throw mistake(
          label,
          "is one of more than %d different ones; if they are numbers to predict, say data.task = regression"
              .formatted(MOST_CLASSES));
    }
    known.put(label.text, known.size());
    return known.size() - 1;
  }

  private static DataException mistake(Undecided label, String what) {
    return new DataException("label", label.file, label.row, "the label " + what);
  }

  int size() {
    return decided ? size : undecided.size();
  }

  /** What the settings say, or else regression if one of the first labels is a fraction. */
  boolean areClasses() {
    decide();
    return areClasses;
  }

  /** For each example the number of its class, or 0 for all if they have none. */
  int[] groups() throws DataException {
    return areClasses() ? classes().labels() : new int[size];
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
    int[] sorted = new int[names.size()];
    for (int i = 0; i < sorted.length; i++) {
      sorted[Objects.requireNonNull(known.get(names.get(i)))] = i;
    }
    return new Targets.Classes(
        Arrays.stream(classes, 0, size).map(place -> sorted[place]).toArray(), names);
  }

  private Targets.Numbers numbers(int[] training) {
    double mean = IntStream.of(training).mapToDouble(i -> numbers[i]).average().orElse(0);
    double variance =
        IntStream.of(training)
            .mapToDouble(i -> (numbers[i] - mean) * (numbers[i] - mean))
            .average()
            .orElse(0);
    return new Targets.Numbers(
        Arrays.copyOf(numbers, size), mean, variance > 0 ? Math.sqrt(variance) : 1);
  }

  /** The file of an example, and which of the file's examples it is, for messages. */
  String where(int example) {
    int file = 0;
    while (file + 1 < starts.size() && starts.get(file + 1) <= example) {
      file++;
    }
    return "example %d of %s".formatted(example - starts.get(file) + 1, files.get(file));
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
