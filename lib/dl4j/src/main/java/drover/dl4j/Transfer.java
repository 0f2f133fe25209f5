package drover.dl4j;

import drover.core.TrialContext;
import drover.core.UnusableStudyException;
import drover.dl4j.layers.InfeasibleException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.api.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;

/** What a network takes over from another one. */
final class Transfer {

  private Transfer() {}

  /**
   * Copies the tensors that have the same name and shape in both networks.
   *
   * @return their names
   */
  static Set<String> copyMatching(Network source, Network fresh) {
    return copyMatching(source.dl4j().paramTable(), fresh);
  }

  private static Set<String> copyMatching(Map<String, INDArray> from, Network fresh) {
    Set<String> matches = new HashSet<>();
    fresh
        .dl4j()
        .paramTable()
        .forEach(
            (name, tensor) -> {
              INDArray other = from.get(name);
              if (other != null && Arrays.equals(other.shape(), tensor.shape())) {
                tensor.assign(other);
                matches.add(name);
              }
            });
    return matches;
  }

  /**
   * Gives a fresh network, which has no updater yet, the weights of an earlier model, and the
   * layers that took over all of theirs lower learning rates.
   *
   * @throws InfeasibleException if nothing of the model fits
   * @throws UnusableStudyException if the file holds no model
   */
  static void begin(StartFrom settings, Network fresh, TrialContext context)
      throws IOException, InfeasibleException {
    if (settings.model().isEmpty()) {
      return;
    }
    String model = settings.model().get();
    Set<String> matches = copyFrom(model, context.local(model), fresh);
    if (matches.isEmpty()) {
      throw new InfeasibleException(
          "training.start-from.model: no weights in "
              + model
              + " have the place and shape of any of this network");
    }
    List<String> names = fresh.names();
    for (int i = 0; i < names.size(); i++) {
      Layer layer = fresh.layers()[i];
      String prefix = names.get(i) + "_";
      if (layer.paramTable().keySet().stream().allMatch(name -> matches.contains(prefix + name))) {
        lower(layer, settings.rateFactor());
      }
    }
  }

  private static Set<String> copyFrom(String model, Path file, Network fresh) throws IOException {
    try {
      return isHdf5(file) ? copyKeras(KerasFile.read(file), fresh) : copyDl4j(file, fresh);
    } catch (UnusableStudyException e) {
      throw new UnusableStudyException(
          "training.start-from.model: " + model + " " + e.getMessage(), e);
    }
  }

  private static boolean isHdf5(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return KerasFile.isHdf5(in.readNBytes(KerasFile.START));
    }
  }

  private static Set<String> copyDl4j(Path file, Network fresh) {
    Network source;
    try {
      source = Networks.restore(file.toFile(), false);
    } catch (IOException | RuntimeException e) {
      throw new UnusableStudyException("is no model of DL4J, or damaged: " + e.getMessage(), e);
    }
    try {
      return copyMatching(source, fresh);
    } finally {
      source.release();
    }
  }

  /**
   * Copies layers, given in their order, to the layers with weights of a network, in the same
   * order; those whose tensors all fit.
   */
  private static Set<String> copyKeras(List<Map<String, INDArray>> layers, Network fresh) {
    Deque<Map<String, INDArray>> rest = new ArrayDeque<>(layers);
    Map<String, INDArray> named = new HashMap<>();
    for (int i = 0; i < fresh.layers().length && !rest.isEmpty(); i++) {
      Map<String, INDArray> own = fresh.layers()[i].paramTable();
      if (own.isEmpty()) {
        continue;
      }
      Map<String, INDArray> layer = rest.remove();
      String prefix = fresh.names().get(i) + "_";
      Map<String, INDArray> fitting = new HashMap<>();
      own.forEach(
          (name, tensor) -> {
            INDArray other = layer.get(name);
            if (other != null && Arrays.equals(lengths(other), lengths(tensor))) {
              fitting.put(prefix + name, other.reshape('c', tensor.shape()));
            }
          });
      if (fitting.size() == own.size()) {
        named.putAll(fitting);
      }
    }
    Set<String> matches = copyMatching(named, fresh);
    Networks.release(layers.stream().flatMap(layer -> layer.values().stream()));
    return matches;
  }

  /** Without axes of length 1, which a bias of Keras lacks. */
  private static long[] lengths(INDArray tensor) {
    return LongStream.of(tensor.shape()).filter(length -> length != 1).toArray();
  }

  private static void lower(Layer layer, double factor) {
    Set<IUpdater> done = Collections.newSetFromMap(new IdentityHashMap<>());
    for (String name : layer.paramTable().keySet()) {
      IUpdater updater = layer.conf().getLayer().getUpdaterByParam(name);
      if (updater.hasLearningRate() && done.add(updater)) {
        updater.setLrAndSchedule(updater.getLearningRate(0, 0) * factor, null);
      }
    }
  }
}
