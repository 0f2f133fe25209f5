package drover.dl4j.data;

import drover.dl4j.layers.Shape;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Labelled examples in memory.
 *
 * @param shape of one example
 * @param features the examples one after another, each a flat row of {@code shape.size()} numbers
 * @param labels index of each example's class
 * @param classes names of the classes, in order
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Examples(Shape shape, float[] features, int[] labels, List<String> classes) {

  /** The examples at these places, in this order. */
  Examples at(int[] places) {
    int width = Math.toIntExact(shape.size());
    float[] rows = new float[places.length * width];
    int[] classesOfRows = new int[places.length];
    for (int i = 0; i < places.length; i++) {
      System.arraycopy(features, places[i] * width, rows, i * width, width);
      classesOfRows[i] = labels[places[i]];
    }
    return new Examples(shape, rows, classesOfRows, classes);
  }

  /** How many there are. */
  public int size() {
    return labels.length;
  }

  /** A new matrix of the features, an example a row; to be closed by the caller. */
  public INDArray rows() {
    return Nd4j.create(features.clone(), size(), shape.size());
  }
}
