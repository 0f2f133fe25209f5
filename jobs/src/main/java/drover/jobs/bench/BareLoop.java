package drover.jobs.bench;

import drover.dl4j.data.Examples;
import drover.dl4j.layers.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** What a user of DL4J alone writes: batches that lie ready in memory, and a loop over fit. */
final class BareLoop {

  private final MultiLayerNetwork network;
  private final List<DataSet> batches = new ArrayList<>();

  /**
   * A loop over examples.
   *
   * @param batchSize examples a step; the last one of a pass may have fewer
   */
  BareLoop(MultiLayerNetwork network, Examples examples, int batchSize) {
    this.network = network;
    for (int first = 0; first < examples.size(); first += batchSize) {
      batches.add(batch(examples, first, Math.min(batchSize, examples.size() - first)));
    }
  }

  /** Trains on every example once; the seconds that it took. */
  double pass() {
    long start = System.nanoTime();
    for (DataSet batch : batches) {
      network.fit(batch);
    }
    network.incrementEpochCount();
    return (System.nanoTime() - start) / 1e9;
  }

  private static DataSet batch(Examples examples, int first, int size) {
    float[][] features = new float[size][examples.rows().width()];
    float[][] labels = new float[size][examples.targets().width()];
    float[][] mask = new float[size][Math.toIntExact(examples.steps())];
    for (int i = 0; i < size; i++) {
      examples.read(first + i, features[i]);
      examples.targets().read(first + i, labels[i]);
      Arrays.fill(mask[i], 0, examples.length(first + i), 1);
    }
    DataSet batch = new DataSet(inShape(Nd4j.create(features), examples), Nd4j.create(labels));
    if (examples.isMasked()) {
      batch.setFeaturesMaskArray(Nd4j.create(mask));
    }
    return batch;
  }

  private static INDArray inShape(INDArray rows, Examples examples) {
    return examples.shape() instanceof Shape.Sequence sequence
        ? rows.reshape('c', rows.size(0), sequence.features(), sequence.steps())
        : rows;
  }
}
