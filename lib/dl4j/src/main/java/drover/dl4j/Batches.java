package drover.dl4j;

import drover.dl4j.data.Examples;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The training part cut into batches. Features and one-hot labels lie in one native array each, of
 * which the batches are views that stay the same: a shuffle writes the examples anew in another
 * order, and nothing is allocated after the constructor.
 */
final class Batches implements AutoCloseable {

  /** One batch: features and labels, an example a row. */
  record Batch(INDArray features, INDArray labels) {}

  private final Examples examples;
  private final INDArray features;
  private final INDArray labels;
  private final List<Batch> batches = new ArrayList<>();

  Batches(Examples examples, int batchSize) {
    this.examples = examples;
    int size = examples.size();
    features = Nd4j.create(size, examples.shape().size());
    labels = Nd4j.create(size, examples.classes().size());
    for (int first = 0; first < size; first += batchSize) {
      int end = Math.min(size, first + batchSize);
      batches.add(new Batch(view(features, first, end), view(labels, first, end)));
    }
  }

  /** Puts the examples into an order that depends on the generator alone, and cuts them. */
  List<Batch> shuffled(RandomGenerator random) {
    int size = examples.size();
    int width = Math.toIntExact(examples.shape().size());
    int[] order = new int[size];
    for (int i = 0; i < size; i++) { // Fisher and Yates, inside out
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    FloatBuffer rows = features.data().asNioFloat();
    FloatBuffer classes = labels.data().asNioFloat();
    float[] oneHot = new float[examples.classes().size()];
    for (int place : order) {
      rows.put(examples.features(), place * width, width);
      oneHot[examples.labels()[place]] = 1;
      classes.put(oneHot);
      oneHot[examples.labels()[place]] = 0;
    }
    return batches;
  }

  private static INDArray view(INDArray array, int first, int end) {
    return array.get(NDArrayIndex.interval(first, end), NDArrayIndex.all());
  }

  @Override
  public void close() {
    features.close();
    labels.close();
  }
}
