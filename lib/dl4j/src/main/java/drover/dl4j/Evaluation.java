package drover.dl4j;

import drover.dl4j.Batches.Batch;
import drover.dl4j.data.Examples;
import drover.dl4j.data.Targets;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Measures a network on a fixed part of the data, in slices that bound the memory. */
final class Evaluation implements AutoCloseable {

  private static final int SLICE = 512;

  private final Targets targets;
  private final Batches slices;

  /** An evaluation on these examples, standardised as the network takes them. */
  Evaluation(Examples examples) {
    targets = examples.targets();
    slices = new Batches(examples, SLICE);
  }

  /** The metrics of {@link Metrics} for the kind of targets. */
  Map<String, Double> of(Network network) {
    return of(outputs(network));
  }

  /** The metrics of what a network gave for the examples, one after another. */
  Map<String, Double> of(float[] outputs) {
    return Metrics.of(outputs, targets);
  }

  /** What the network gives for the examples, one after another. */
  float[] outputs(Network network) {
    float[] outputs = new float[targets.size() * targets.width()];
    int next = 0;
    for (Batch slice : slices.inOrder()) {
      try (INDArray output = network.output(slice.features(), slice.mask());
          INDArray inRows = output.dup('c')) {
        float[] values = inRows.data().asFloat();
        System.arraycopy(values, 0, outputs, next, values.length);
        next += values.length;
      }
    }
    return outputs;
  }

  /** The first examples, as many as are measured at once; valid until the next measurement. */
  Batch first() {
    return slices.inOrder().iterator().next();
  }

  @Override
  public void close() {
    slices.close();
  }
}
