package drover.dl4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The formats by name, and which of them some files are of. */
final class Formats {

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

  /** What {@code data.format} may be. */
  static final List<String> NAMES =
      Stream.concat(Stream.of("auto"), BY_NAME.keySet().stream()).collect(Collectors.toList());

  private Formats() {}

  /**
   * A reader of the format that the settings name, or that the files are of.
   *
   * @param spool takes what it reads
   */
  static Format of(DataSettings settings, List<DataFile> files, Spool spool) throws IOException {
    String name = settings.format().equals("auto") ? infer(settings, files) : settings.format();
    return Objects.requireNonNull(BY_NAME.get(name)).apply(settings, spool);
  }

  private static String infer(DataSettings settings, List<DataFile> files) throws IOException {
    DataFile file = files.get(0);
    String name = file.fileName();
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "ts" -> "ts";
      case "bin" -> "cifar";
      case "svm", "libsvm" -> "libsvm";
      case "parquet" -> "parquet";
      case "png", "jpg", "jpeg", "gif", "bmp" -> "images";
      case "csv", "tsv", "data" -> table(settings, file);
      default -> inferFromHead(files);
    };
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
      head = Truncation.read(in, 4);
    }
    if (Idx.accepts(head)) {
      return "idx";
    }
    // A table is one file; texts are files by class.
    return files.size() > 1 ? "text" : "csv";
  }
}
