package drover.dl4j;

import drover.core.DataPath;
import drover.core.HadoopFiles;
import drover.core.config.Section;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * An earlier model whose weights a network begins with.
 *
 * @param model a file of DL4J's ModelSerializer, or one of Keras 2 in HDF5; empty for none
 * @param freeze places in {@code network} of the layers that are not trained, from 0
 * @param rateFactor what the learning rates of layers that were taken over are multiplied by; in
 *     (0, 1]
 */
record StartFrom(Optional<String> model, Set<Integer> freeze, double rateFactor) {

  private static final String KEY = "start-from";
  private static final String NONE = "none";

  /**
   * Reads {@code start-from}.
   *
   * @param layers how many the network of the study file has
   */
  static StartFrom read(Section training, int layers) {
    Section section = training.section(KEY);
    String model = section.text("model");
    List<Long> places = section.integers("freeze", 0, Math.max(0, layers - 1));
    double factor = section.real("rate-factor", Double.MIN_NORMAL, 1);
    if (model.equals(NONE) && !section.has("model")) {
      for (String key : List.of("freeze", "rate-factor")) {
        if (section.has(key)) {
          section.mistake(key, "is for layers of an earlier model; start-from.model names none");
        }
      }
    }
    if (model.toLowerCase(Locale.ROOT).endsWith(".keras")) {
      section.mistake("model", "is in Keras's own format; Keras 2 also saves models as .h5");
    }
    return new StartFrom(
        model.equals(NONE) ? Optional.empty() : Optional.of(model),
        places.stream().map(Long::intValue).collect(Collectors.toUnmodifiableSet()),
        factor);
  }

  /** Notes a mistake if the model cannot be found, or begins like none that can be read. */
  void check(Section training, Configuration hadoop) {
    Section section = training.section(KEY);
    model.ifPresent(
        name ->
            problem(name, hadoop).ifPresent(what -> section.mistake("model", name + ": " + what)));
  }

  private static Optional<String> problem(String model, Configuration hadoop) {
    try {
      Path path = DataPath.find(model, hadoop).getPath();
      try (InputStream file = path.getFileSystem(hadoop).open(path)) {
        byte[] start = file.readNBytes(KerasFile.START);
        return isZip(start) || KerasFile.isHdf5(start)
            ? Optional.empty()
            : Optional.of("is neither a model of DL4J (a zip file) nor one of Keras in HDF5");
      }
    } catch (FileNotFoundException e) {
      return Optional.of("there is no such file");
    } catch (IOException | IllegalArgumentException e) {
      return Optional.of("cannot be read: " + HadoopFiles.reason(e));
    }
  }

  private static boolean isZip(byte[] start) {
    return start.length > 1 && start[0] == 'P' && start[1] == 'K';
  }
}
