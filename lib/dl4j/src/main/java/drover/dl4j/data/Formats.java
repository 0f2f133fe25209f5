package drover.dl4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The formats by name, and which of them some files are of. */
final class Formats {

  private static final Map<String, Function<DataSettings, Format>> BY_NAME =
      new TreeMap<>(Map.of("csv", Csv::new, "idx", Idx::new, "ts", UeaSequences::new));

  /** What {@code data.format} may be. */
  static final List<String> NAMES =
      Stream.concat(Stream.of("auto"), BY_NAME.keySet().stream()).collect(Collectors.toList());

  private Formats() {}

  /** A reader of the format that the settings name, or that the files are of. */
  static Format of(DataSettings settings, List<DataFile> files) throws IOException {
    String name = settings.format().equals("auto") ? infer(files.get(0)) : settings.format();
    return Objects.requireNonNull(BY_NAME.get(name)).apply(settings);
  }

  private static String infer(DataFile file) throws IOException {
    String name = file.fileName();
    String type = name.substring(name.lastIndexOf('.') + 1);
    return switch (type) {
      case "ts" -> type;
      default -> inferFromHead(file);
    };
  }

  private static String inferFromHead(DataFile file) throws IOException {
    try (InputStream in = file.open()) {
      return Idx.accepts(in.readNBytes(4)) ? "idx" : "csv";
    }
  }
}
