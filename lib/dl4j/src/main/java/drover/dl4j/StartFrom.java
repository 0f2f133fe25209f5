package drover.dl4j;

import drover.core.DataPath;
import drover.core.config.Section;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/**
 * An earlier model whose weights a network begins with.
 *
 * @param model a file of DL4J's; empty for none
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
    if (model.toLowerCase(Locale.ROOT).matches(".*\\.(h5|hdf5|keras)")) {
      section.mistake(
          "model",
          "is a model of Keras; import it with DL4J's KerasModelImport and write it with its"
              + " ModelSerializer, and name that file");
    }
    return new StartFrom(
        model.equals(NONE) ? Optional.empty() : Optional.of(model),
        places.stream().map(Long::intValue).collect(Collectors.toUnmodifiableSet()),
        factor);
  }

  /** Notes a mistake if the model cannot be found. */
  void check(Section training, Configuration hadoop) {
    if (model.isEmpty()) {
      return;
    }
    try {
      DataPath.find(model.get(), hadoop);
    } catch (FileNotFoundException e) {
      training.section(KEY).mistake("model", model.get() + ": there is no such file");
    } catch (IOException | IllegalArgumentException e) {
      training.section(KEY).mistake("model", model.get() + ": cannot be read: " + e.getMessage());
    }
  }
}
