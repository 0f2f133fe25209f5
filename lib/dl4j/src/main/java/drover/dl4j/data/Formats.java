package drover.dl4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The formats by name, and which of them some files are of. */
final class Formats {

  private static final String UNKNOWN = "";

  private static final Map<String, BiFunction<DataSettings, Spool, Format>> BY_NAME =
      new TreeMap<>(
          Map.of(
              "csv", Csv::new,
              "csv-sequences", CsvSequences::new,
              "cifar", Cifar::new,
              "idx", Idx::new,
              "images", Images::new,
              "libsvm", LibSvm::new,
              "parquet", Parquet::new,
              "text", Texts::new,
              "ts", UeaSequences::new));

  private static final Set<String> TABLES = Set.of("csv", "tsv", "data");

  /** What files of a format end with; those of the others may end anyhow. */
  private static final Map<String, Set<String>> EXTENSIONS =
      Map.of(
          "csv", TABLES,
          "csv-sequences", TABLES,
          "cifar", Set.of("bin"),
          "images", Set.of("png", "jpg", "jpeg", "gif", "bmp"),
          "libsvm", Set.of("svm", "libsvm"),
          "parquet", Set.of("parquet"),
          "ts", Set.of("ts"));

  /** Formats of what is no image, whatever {@code data.shape} says. */
  private static final Set<String> NO_IMAGES = Set.of("csv-sequences", "text", "ts");

  /** What {@code data.format} may be. */
  static final List<String> NAMES =
      Stream.concat(Stream.of("auto"), BY_NAME.keySet().stream()).collect(Collectors.toList());

  private Formats() {}

  /**
   * A reader of a format.
   *
   * @param spool takes what it reads
   * @throws DataException if {@code data.shape} is not for it
   */
  static Format of(String format, DataSettings settings, Spool spool) throws DataException {
    if (settings.shape().isPresent() && NO_IMAGES.contains(format)) {
      throw DataException.of(
          "shape",
          settings.source().get(0),
          "shape is for images, and there are none in data of format " + format);
    }
    return Objects.requireNonNull(BY_NAME.get(format)).apply(settings, spool);
  }

  /** Name of the format that the settings name, or else that most of the files are of. */
  static String name(DataSettings settings, List<DataFile> files) throws IOException {
    if (!settings.format().equals("auto")) {
      return settings.format();
    }
    Map<String, List<DataFile>> byKind =
        files.stream().collect(Collectors.groupingBy(file -> kind(settings, file)));
    List<DataFile> unknown = Optional.ofNullable(byKind.remove(UNKNOWN)).orElse(List.of());
    // Beside data there may lie a note or a licence; texts may end anyhow, but lie in folders.
    long texts = unknown.stream().filter(file -> !file.folder().isEmpty()).count();
    Optional<Map.Entry<String, List<DataFile>>> most =
        byKind.entrySet().stream()
            .max(
                Map.Entry.comparingByValue(
                    Comparator.<List<DataFile>>comparingInt(List::size)
                        .thenComparingLong(Formats::bytes)));
    return most.isPresent() && most.get().getValue().size() >= texts
        ? most.get().getKey()
        : inferFromHead(unknown);
  }

  private static long bytes(List<DataFile> files) {
    return files.stream().mapToLong(DataFile::length).sum();
  }

  /** The format that a file's name tells. */
  private static String kind(DataSettings settings, DataFile file) {
    if (TABLES.contains(file.extension())) {
      return table(settings, file);
    }
    return EXTENSIONS.entrySet().stream()
        .filter(format -> format.getValue().contains(file.extension()))
        .map(Map.Entry::getKey)
        .findAny()
        .orElse(UNKNOWN);
  }

  private static String table(DataSettings settings, DataFile file) {
    if (!file.folder().isEmpty()) {
      return "csv-sequences";
    }
    return settings.text().column().equals("auto") ? "csv" : "text";
  }

  private static String inferFromHead(List<DataFile> files) throws IOException {
    byte[] head;
    try (InputStream in = files.get(0).open()) {
      head = in.readNBytes(4);
    }
    if (IdxFile.accepts(head)) {
      return "idx";
    }
    // A table is one file; texts are files by class.
    return files.size() > 1 ? "text" : "csv";
  }

  /**
   * What lies beside the data: if any files to train on end as those of the format do, all that end
   * otherwise and that the settings do not name themselves.
   */
  static Set<DataFile> beside(
      String format, DataSettings settings, List<DataFile> training, List<DataFile> test) {
    Set<String> extensions = EXTENSIONS.getOrDefault(format, Set.of());
    if (training.stream().noneMatch(file -> extensions.contains(file.extension()))) {
      return Set.of();
    }
    return Stream.concat(training.stream(), test.stream())
        .filter(file -> !extensions.contains(file.extension()))
        .filter(file -> !settings.files().contains(file.name()))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
