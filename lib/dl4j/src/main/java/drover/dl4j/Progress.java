package drover.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.json.Fields;
import drover.core.json.Json;
import drover.dl4j.data.Dataset;
import drover.dl4j.data.Examples;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How far a training has come: with its network, all that another training needs to go on from
 * there as if nothing had come between. A file of it is one of DL4J's {@link ModelSerializer}
 * (weights, the updater's state and counters, normalisation) with two entries more.
 *
 * @param lineage the trial with which the network began, of which each epoch draws its randomness
 * @param epoch the epochs that are done, of the whole lineage
 * @param updater the kind of updater whose state the network has
 * @param loss mean loss of the last epoch's batches, with the penalties on weights; 0 before any
 * @param steps what the schedules remember, as {@link drover.dl4j.schedules.Steps#state} has it
 */
record Progress(int lineage, int epoch, String updater, double loss, Map<String, Double> steps) {

  private static final String ENTRY = "training.json";

  /** The entry that says how examples are encoded: categories, words, names of classes. */
  static final String ENCODING = "encoding.json";

  /** Of a network that is not trained yet. */
  static Progress none(int lineage, String updater) {
    return new Progress(lineage, 0, updater, 0, Map.of());
  }

  /** The same lineage after another epoch. */
  Progress after(int doneEpoch, double itsLoss, Map<String, Double> stepsThen) {
    return new Progress(lineage, doneEpoch, updater, itsLoss, stepsThen);
  }

  /** Writes a network that has come so far. */
  void save(Network network, Dataset data, Path file) throws IOException {
    Examples examples = data.train();
    network.save(file.toFile());
    // Not by save itself: it closes its stream twice, which commons-io 2.7 does not allow.
    if (!examples.standardisation().isNone()) {
      ModelSerializer.addNormalizerToModel(
          file.toFile(), examples.standardisation().normaliser(examples.shape()));
    }
    ObjectNode entry = Json.object().put("lineage", lineage).put("epoch", epoch).put("loss", loss);
    steps.forEach(entry.put("updater", updater).putObject("steps")::put);
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      Files.writeString(zip.getPath(ENTRY), Json.text(entry));
      Files.writeString(zip.getPath(ENCODING), Json.text(data.encoding()));
    }
  }

  /**
   * Brings a fresh network to where another one came.
   *
   * <p>The same layers take over all weights, and the updater's state with its counters if that is
   * of the same kind; then the training goes on exactly. Of other layers those weights are taken
   * over that have the same name and shape, and the updater begins anew.
   *
   * @param updater the kind of updater of the fresh network
   */
  static Progress restore(Path file, Network fresh, String updater) throws IOException {
    Progress saved = read(file);
    Network source = Networks.restore(file.toFile(), true);
    try {
      int matches = Transfer.copyMatching(source, fresh).size();
      boolean whole =
          matches == fresh.dl4j().paramTable().size()
              && matches == source.dl4j().paramTable().size();
      boolean same = whole && saved.updater().equals(updater) && takeState(source, fresh);
      fresh.setCounts(same ? source.iterationCount() : 0, saved.epoch());
    } finally {
      source.release();
    }
    return new Progress(saved.lineage(), saved.epoch(), updater, saved.loss(), saved.steps());
  }

  /** The lineage of a network that was saved. */
  static int lineage(Path file) throws IOException {
    return read(file).lineage();
  }

  private static Progress read(Path file) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      JsonNode entry = Json.parse(Files.readString(zip.getPath(ENTRY)));
      Fields fields = new Fields(entry);
      Map<String, Double> steps = new TreeMap<>();
      entry
          .get("steps")
          .fields()
          .forEachRemaining(one -> steps.put(one.getKey(), one.getValue().asDouble()));
      return new Progress(
          fields.integer("lineage"),
          fields.integer("epoch"),
          fields.text("updater"),
          fields.real("loss"),
          steps);
    }
  }

  /** True if there was none to take, or all of it was taken. */
  private static boolean takeState(Network source, Network fresh) {
    INDArray from = source.updaterState().orElse(null);
    INDArray to = fresh.ensureUpdaterState().orElse(null);
    if (from == null || to == null) {
      return from == to;
    }
    if (from.length() != to.length()) {
      return false;
    }
    to.assign(from);
    return true;
  }
}
