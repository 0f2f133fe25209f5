package drover.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Measures a network on a fixed part of the data, in slices that bound the memory. */
final class Evaluation implements AutoCloseable {

  private static final int SLICE = 512;

  private final INDArray rows;
  private final List<INDArray> slices = new ArrayList<>();
  private final int[] labels;
  private final int classes;

  /**
   * An evaluation on these examples.
   *
   * @param rows features as the network takes them, an example a row; closed with the evaluation
   * @param labels the true class of each row
   */
  Evaluation(INDArray rows, int[] labels, int classes) {
    this.rows = rows;
    this.labels = labels;
    this.classes = classes;
    for (int first = 0; first < labels.length; first += SLICE) {
      int end = Math.min(labels.length, first + SLICE);
      slices.add(rows.get(NDArrayIndex.interval(first, end), NDArrayIndex.all()));
    }
  }

  /** The metrics of {@link Metrics}. */
  Map<String, Double> of(Network network) {
    float[] probabilities = new float[labels.length * classes];
    int next = 0;
    for (INDArray slice : slices) {
      try (INDArray output = network.output(slice, null);
          INDArray inRows = output.dup('c')) {
        float[] values = inRows.data().asFloat();
        System.arraycopy(values, 0, probabilities, next, values.length);
        next += values.length;
      }
    }
    return Metrics.of(probabilities, labels, classes);
  }

  @Override
  public void close() {
    rows.close();
  }
}
