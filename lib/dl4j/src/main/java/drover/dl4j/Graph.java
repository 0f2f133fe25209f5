package drover.dl4j;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A graph of layers. */
record Graph(ComputationGraph dl4j) implements Network {

  @Override
  public void fit(INDArray features, INDArray labels, @Nullable INDArray mask) {
    dl4j.fit(new INDArray[] {features}, new INDArray[] {labels}, masks(mask), null);
  }

  @Override
  public void computeGradient(INDArray features, INDArray labels, @Nullable INDArray mask) {
    dl4j.setInputs(features);
    dl4j.setLabels(labels);
    dl4j.setLayerMaskArrays(masks(mask), null);
    dl4j.computeGradientAndScore();
    dl4j.clear();
  }

  @Override
  public INDArray output(INDArray features, @Nullable INDArray mask) {
    return dl4j.output(false, new INDArray[] {features}, masks(mask))[0];
  }

  @Override
  public void activations(
      INDArray features, @Nullable INDArray mask, BiConsumer<Layer, INDArray> see) {
    dl4j.setLayerMaskArrays(masks(mask), null);
    Map<String, INDArray> outputs = dl4j.feedForward(new INDArray[] {features}, false);
    dl4j.clearLayerMaskArrays();
    for (Layer layer : dl4j.getLayers()) {
      INDArray output = outputs.get(layer.conf().getLayer().getLayerName());
      if (output != null) {
        see.accept(layer, output);
      }
    }
    Network.close(outputs.values(), features);
  }

  @Override
  public Collection<TrainingListener> listeners() {
    return dl4j.getListeners();
  }

  private static INDArray @Nullable [] masks(@Nullable INDArray mask) {
    return mask == null ? null : new INDArray[] {mask};
  }

  @Override
  public List<String> names() {
    return Arrays.stream(dl4j.getLayers())
        .map(layer -> layer.conf().getLayer().getLayerName())
        .toList();
  }

  @Override
  public Layer[] layers() {
    return dl4j.getLayers();
  }

  @Override
  public Optional<INDArray> updaterState() {
    return Optional.ofNullable(dl4j.getUpdater(false))
        .map(ComputationGraphUpdater::getStateViewArray);
  }

  @Override
  public Optional<INDArray> ensureUpdaterState() {
    return Optional.ofNullable(dl4j.getUpdater().getStateViewArray());
  }

  @Override
  public int iterationCount() {
    return dl4j.getIterationCount();
  }

  @Override
  public void setCounts(int iterations, int epochs) {
    dl4j.getConfiguration().setIterationCount(iterations);
    dl4j.getConfiguration().setEpochCount(epochs);
  }

  @Override
  public void incrementEpochCount() {
    dl4j.incrementEpochCount();
  }
}
