package drover.dl4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * What data files say of their examples, and where. The first ones, as text, decide what kind all
 * are; from then on each is one number.
 */
final class Labels {

  /** How many labels decide what kind they are. */
  static final int DECISIVE = 1000;

  /** A class is worth training only if it has many examples. */
  private static final int MOST_CLASSES = 100_000;

  /** More classes than this with fewer examples each than that are hardly meant as classes. */
  private static final int MANY_CLASSES = 20;

  private static final int FEW_EXAMPLES = 10;

  private static final int CHUNK = 1 << 14;

  private static final String NO_FRACTION = "a class, a whole number or a name";

  private final DataSettings settings;
  private final List<String> files = new ArrayList<>();

  /** Where the labels of each file begin. */
  private final List<Integer> starts = new ArrayList<>();

  /** The first labels, until it is known what they are. */
  private final List<Undecided> undecided = new ArrayList<>();

  private boolean decided;
  private boolean areClasses;
  private boolean areFolders;
  private int size;

  /** Names of all classes in order of appearance, with their places. */
  private final Map<String, Integer> known = new LinkedHashMap<>();

  /** Numbers, or classes by their places, in pieces: there may be many, and they need not move. */
  private final List<double[]> values = new ArrayList<>();

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
   * Adds the next example's label, as a field of a file says it.
   *
   * @param row where it stands in the file, from 1
   */
  void add(String label, int row) throws DataException {
    if (Column.isMissing(label)) {
      throw new DataException(
          file(), row, "the label is missing" + (label.isEmpty() ? "" : ": '" + label + "'"));
    }
    addName(label, row);
  }

  /** Adds the next example, a file, whose class is the name of the folder that it lies in. */
  void addFolderOf(DataFile file) throws DataException {
    begin(file.name());
    areFolders = true;
    addName(file.folderOfClass(), 1);
  }

  /**
   * Adds the next example's class.
   *
   * @param name that was given to it, whatever it is
   */
  void addName(String name, int row) throws DataException {
    Undecided next = new Undecided(name, file(), row);
    if (decided) {
      add(next);
    } else {
      undecided.add(next);
      if (undecided.size() == DECISIVE) {
        decide();
      }
    }
  }

  private String file() {
    return files.get(files.size() - 1);
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
    double value = areClasses ? place(label) : number(label.text);
    if (!Double.isFinite(value)) {
      throw mistake(label, "must be a number, but is '" + label.text + "'");
    }
    if (size % CHUNK == 0) {
      values.add(new double[CHUNK]);
    }
    values.get(size / CHUNK)[size % CHUNK] = value;
    size++;
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

  /** True if classes are the folders that the examples' files lie in. */
  boolean areFolders() {
    return areFolders;
  }

  /** How many numbers a network is to give for an example. */
  int outputs() {
    return areClasses() ? Math.max(2, known.size()) : 1;
  }

  /** For each example the number of its class, or 0 for all if they have none. */
  int[] groups() throws DataException {
    int[] groups = new int[size()];
    if (areClasses()) {
      int[] sorted = sorted(classes());
      Arrays.setAll(groups, i -> sorted[(int) value(i)]);
    }
    return groups;
  }

  /**
   * What a network is to say of some examples.
   *
   * @param places of the examples
   * @param training places of the examples that numbers are standardised by
   */
  Targets targets(int[] places, int[] training) throws DataException {
    return areClasses() ? classes(places) : numbers(places, training);
  }

  private Targets.Classes classes(int[] places) {
    List<String> names = classes();
    int[] sorted = sorted(names);
    return new Targets.Classes(
        Arrays.stream(places).map(i -> sorted[(int) value(i)]).toArray(), names);
  }

  private List<String> classes() {
    List<String> names = names();
    if (names.size() < 2) {
      throw DataException.of(
          "source", files.get(0), "all labels are alike: " + names + "; two classes are needed");
    }
    return names;
  }

  /** For each class in order of appearance its place among all names. */
  private int[] sorted(List<String> names) {
    int[] sorted = new int[names.size()];
    for (int i = 0; i < sorted.length; i++) {
      sorted[Objects.requireNonNull(known.get(names.get(i)))] = i;
    }
    return sorted;
  }

  private Targets.Numbers numbers(int[] places, int[] training) {
    double mean = Arrays.stream(training).mapToDouble(this::value).average().orElse(0);
    double variance =
        Arrays.stream(training)
            .mapToDouble(i -> (value(i) - mean) * (value(i) - mean))
            .average()
            .orElse(0);
    return new Targets.Numbers(
        Arrays.stream(places).mapToDouble(this::value).toArray(),
        mean,
        variance > 0 ? Math.sqrt(variance) : 1);
  }

  private double value(int example) {
    return values.get(example / CHUNK)[example % CHUNK];
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
    if (areWholeNumbers()) {
      names.sort(Comparator.comparingDouble(Double::parseDouble));
    }
    return names;
  }

  private boolean areWholeNumbers() {
    return known.keySet().stream().allMatch(name -> name.matches("[-+]?\\d{1,15}(\\.0+)?"));
  }

  /** What to add to a message if they may be taken for classes by mistake; else nothing. */
  String hint() {
    return mayBeNumbers()
        ? "; if the labels are numbers to predict, say data.task = regression"
        : "";
  }

  private boolean mayBeNumbers() {
    return areClasses() && settings.task().equals("auto") && !areFolders && areWholeNumbers();
  }

  /** True if they are taken for classes, but there are hardly so many. */
  boolean areHardlyClasses() {
    return mayBeNumbers() && known.size() > MANY_CLASSES && known.size() > size() / FEW_EXAMPLES;
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
