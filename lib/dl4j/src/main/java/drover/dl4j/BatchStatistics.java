package drover.dl4j;

import drover.dl4j.Batches.Batch;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The means and variances by which batch normalisation goes when it does not train. */
final class BatchStatistics {

  private static final List<String> ENDINGS =
      List.of(
          "_" + BatchNormalizationParamInitializer.GLOBAL_MEAN,
          "_" + BatchNormalizationParamInitializer.GLOBAL_VAR,
          "_" + BatchNormalizationParamInitializer.GLOBAL_LOG_STD);

  private BatchStatistics() {}

  /**
   * Sets them to the means over batches, for weights that did not come about by training. All other
   * weights stay.
   */
  static void recompute(Network network, Iterable<Batch> batches) {
    List<BatchNormalization> layers =
        Arrays.stream(network.layers())
            .map(layer -> layer.conf().getLayer())
            .filter(BatchNormalization.class::isInstance)
            .map(BatchNormalization.class::cast)
            .filter(layer -> layer.getDecay() < 1) // else it is frozen
            .toList();
    List<Double> decays = layers.stream().map(BatchNormalization::getDecay).toList();
    int done = 0;
    for (Batch batch : layers.isEmpty() ? List.<Batch>of() : batches) {
      double share = (double) done / (done + 1); // the moving mean becomes that of all batches
      layers.forEach(layer -> layer.setDecay(share));
      network.computeGradient(batch.features(), batch.labels(), batch.mask());
      move(network);
      done++;
    }
    for (int i = 0; i < layers.size(); i++) {
      layers.get(i).setDecay(decays.get(i));
    }
  }

  /** DL4J treats how far they are to move as a gradient. */
  private static void move(Network network) {
    Map<String, INDArray> gradients = network.dl4j().gradient().gradientForVariable();
    network
        .dl4j()
        .paramTable()
        .forEach(
            (name, statistic) -> {
              if (ENDINGS.stream().anyMatch(name::endsWith)) {
                statistic.subi(gradients.get(name));
              }
            });
  }
}
