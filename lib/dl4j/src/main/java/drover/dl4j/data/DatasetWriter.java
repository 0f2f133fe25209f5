package drover.dl4j.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits and encodes the examples of a format, and writes them to a {@link DatasetFolder}: one
 * after another, so that of each only its label and its part are in memory.
 */
final class DatasetWriter {

  private final Format format;
  private final DataSettings settings;
  private final Split split;
  private final int[] training;
  private final Labels labels;

  /** Of no example: what is the same for all parts. */
  private final Targets targets;

  /**
   * Splits the examples that a format has read.
   *
   * @param sourceSize the examples from this place on are the test part; if there are none, a share
   *     of the examples is
   */
  DatasetWriter(Format format, int sourceSize, DataSettings settings, Fold fold, long seed) {
    this.format = format;
    this.settings = settings;
    labels = format.labels();
    boolean given = sourceSize < labels.size();
    split =
        Split.stratified(
            labels.groups(),
            Math.min(sourceSize, labels.size()),
            settings.validation(),
            fold,
            given ? 0 : settings.test(),
            seed);
    training = split.places(Split.TRAIN);
    if (training.length == 0
        || (split.places(Split.VALIDATION).length == 0 && settings.validation() > 0)) {
      throw DataException.of(
          "source",
          settings.source().get(0),
          "too few examples to split: " + labels.size() + labels.hint());
    }
    targets = labels.targets(new int[0], training);
    if (targets instanceof Targets.Classes classes) {
      requireClasses(classes);
    }
  }

  /** Every class is to be trained; which ones are validated is chance if there are few. */
  private void requireClasses(Targets.Classes classes) {
    for (String name : settings.classWeights().weights().keySet()) {
      if (!classes.names().contains(name)) {
        throw DataException.of(
            "class-weights",
            settings.source().get(0),
            "there is no class '" + name + "'; the classes are " + classes.names());
      }
    }
    boolean[] trained = new boolean[classes.width()];
    int[] groups = labels.groups();
    for (int place : training) {
      trained[groups[place]] = true;
    }
    for (int example = 0; example < groups.length; example++) {
      if (!trained[groups[example]]) {
        throw DataException.of(
            "source",
            settings.source().get(0),
            "no example of class '%s' is in the training part; there are too few (the first is %s)"
                    .formatted(classes.names().get(groups[example]), labels.where(example))
                + labels.hint());
      }
    }
  }

  /** Writes all parts. */
  void write(Path folder) throws IOException {
    Format.Encoded encoded = format.encode(training);
    Standardisation.Fit fit = new Standardisation.Fit(encoded.shape(), encoded.masked());
    int[] lengths = new int[encoded.masked() ? labels.size() : 0];
    writeRows(encoded, fit, lengths, folder);
    for (int part = 0; part < DatasetFolder.PARTS.size(); part++) {
      int[] places = split.places(part);
      DatasetFolder.writeTargets(folder, part, labels.targets(places, training));
      if (encoded.masked()) {
        DatasetFolder.writeLengths(folder, part, places, lengths);
      }
    }
    ObjectNode about = Json.object();
    about.set("shape", DatasetFolder.shape(encoded.shape()));
    about.put("bytes", encoded.bytes());
    about.put("masked", encoded.masked());
    about.set("standardisation", fit.fitted().json());
    about.set("targets", describe());
    about.set("encoding", encoding(encoded));
    DatasetFolder.writeAbout(folder, about);
  }

  private void writeRows(
      Format.Encoded encoded, Standardisation.Fit fit, int[] lengths, Path folder)
      throws IOException {
    float[] row = new float[Math.toIntExact(encoded.shape().size())];
    List<RowFile> files = new ArrayList<>();
    try {
      for (String part : DatasetFolder.PARTS) {
        files.add(new RowFile(folder.resolve(part), row.length, encoded.bytes()));
      }
      for (int example = 0; example < labels.size(); example++) {
        Arrays.fill(row, 0);
        int length = encoded.rows().next(row);
        int part = split.part(example);
        files.get(part).add(row);
        if (encoded.masked()) {
          lengths[example] = length;
        }
        if (part == Split.TRAIN) {
          fit.add(row, length);
        }
      }
    } finally {
      for (RowFile file : files) {
        file.close();
      }
    }
  }

  /** What is the same for the targets of all parts. */
  private ObjectNode describe() {
    ObjectNode node = Json.object();
    if (targets instanceof Targets.Classes classes) {
      ArrayNode names = node.putArray("classes");
      classes.names().forEach(names::add);
    } else if (targets instanceof Targets.Numbers numbers) {
      node.putObject("target").put("mean", numbers.mean()).put("deviation", numbers.deviation());
    }
    return node;
  }

  private ObjectNode encoding(Format.Encoded encoded) {
    ObjectNode all = Json.object();
    all.set("shape", DatasetFolder.shape(encoded.shape()));
    all.setAll(encoded.encoding());
    all.setAll(describe());
    return all;
  }
}
