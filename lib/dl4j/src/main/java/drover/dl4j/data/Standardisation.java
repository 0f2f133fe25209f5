package drover.dl4j.data;

import drover.dl4j.layers.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Brings features to mean 0 and deviation 1: each column by itself, or each channel of an image as
 * a whole, since a pixel that is nearly always dark would be blown up otherwise. A feature that
 * never changes is only shifted.
 */
final class Standardisation {

  private Standardisation() {}

  /** Fits it to examples, which should be those of the training part alone. */
  static NormalizerStandardize fit(Examples examples) {
    int width = Math.toIntExact(examples.shape().size());
    int run = run(examples.shape());
    float[] mean = new float[width];
    float[] deviation = new float[width];
    for (int first = 0; first < width; first += run) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < examples.size(); i++) {
        for (int j = i * width + first; j < i * width + first + run; j++) {
          sum += examples.features()[j];
          squares += (double) examples.features()[j] * examples.features()[j];
        }
      }
      double count = (double) examples.size() * run;
      double variance = squares / count - (sum / count) * (sum / count);
      for (int j = first; j < first + run; j++) {
        mean[j] = (float) (sum / count);
        deviation[j] = variance > 0 ? (float) Math.sqrt(variance) : 1;
      }
    }
    return new NormalizerStandardize(row(mean), row(deviation));
  }

  /** How many neighbouring features share a mean. */
  private static int run(Shape shape) {
    return shape instanceof Shape.Image image ? Math.toIntExact(image.height() * image.width()) : 1;
  }

  private static INDArray row(float[] values) {
    return Nd4j.create(values, 1, values.length);
  }
}
