package drover.dl4j;

import drover.core.TrialContext;
import drover.dl4j.layers.InfeasibleException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    Map<String, INDArray> from = source.dl4j().paramTable();
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
   */
  static void begin(StartFrom settings, Network fresh, TrialContext context)
      throws IOException, InfeasibleException {
    if (settings.model().isEmpty()) {
      return;
    }
    String model = settings.model().get();
    Network source = Networks.restore(context.local(model).toFile(), false);
    Set<String> matches;
    try {
      matches = copyMatching(source, fresh);
    } finally {
      source.release();
    }
    if (matches.isEmpty()) {
      throw new InfeasibleException(
          "training.start-from.model: no weights in "
              + model
              + " have the name (the layer's place) and shape of any of this network");
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
