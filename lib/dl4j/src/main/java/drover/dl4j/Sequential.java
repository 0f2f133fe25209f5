package drover.dl4j;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Layers one after another. */
record Sequential(MultiLayerNetwork dl4j) implements Network {

  @Override
  public void fit(INDArray features, INDArray labels, @Nullable INDArray mask) {
    dl4j.fit(features, labels, mask, null);
  }

  @Override
  public void computeGradient(INDArray features, INDArray labels, @Nullable INDArray mask) {
    dl4j.setInputMiniBatchSize(Math.toIntExact(features.size(0)));
    dl4j.setInput(features);
    dl4j.setLabels(labels);
    dl4j.setLayerMaskArrays(mask, null);
    dl4j.computeGradientAndScore();
    dl4j.clear();
  }

  @Override
  public INDArray output(INDArray features, @Nullable INDArray mask) {
    return dl4j.output(features, false, mask, null);
  }

  @Override
  public void activations(
      INDArray features, @Nullable INDArray mask, BiConsumer<Layer, INDArray> see) {
    List<INDArray> outputs = dl4j.feedForward(features, mask, null); // the first is the input
    for (int i = 1; i < outputs.size(); i++) {
      see.accept(dl4j.getLayer(i - 1), outputs.get(i));
    }
    Network.close(outputs, features);
  }

  @Override
  public Collection<TrainingListener> listeners() {
    return dl4j.getListeners();
  }

  @Override
  public List<String> names() {
    return IntStream.range(0, dl4j.getnLayers()).mapToObj(String::valueOf).toList();
  }

  @Override
  public Layer[] layers() {
    return dl4j.getLayers();
  }

  @Override
  public Optional<INDArray> updaterState() {
    return Optional.ofNullable(dl4j.getUpdater(false)).map(Updater::getStateViewArray);
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
    dl4j.setIterationCount(iterations);
    dl4j.setEpochCount(epochs);
  }

  @Override
  public void incrementEpochCount() {
    dl4j.incrementEpochCount();
  }
}
