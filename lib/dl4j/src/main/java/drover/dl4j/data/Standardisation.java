package drover.dl4j.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.json.Json;
import drover.dl4j.layers.Shape;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Brings features to mean 0 and deviation 1: each column by itself (but for indicators, which are 0
 * or 1 and stay so), each feature of sequences over all real steps, or each channel of images as a
 * whole, since a pixel that is nearly always dark would be blown up otherwise. A feature that never
 * changes is only shifted.
 */
public final class Standardisation {

  /** Leaves features as they are. */
  public static final Standardisation NONE = new Standardisation(new float[0], new float[0], 1);

  private final float[] mean;
  private final float[] deviation;

  /** How many neighbouring features share a mean. */
  private final int run;

  private Standardisation(float[] mean, float[] deviation, int run) {
    this.mean = mean;
    this.deviation = deviation;
    this.run = run;
  }

  /** Fits it to rows, which should be those of the training part alone. */
  static final class Fit {
    private final boolean tokens;
    private final boolean masked;
    private final int run;
    private final double[] sums;
    private final double[] squares;
    private final boolean[] indicator;
    private double count;

    /**
     * Fits it to no rows yet.
     *
     * @param masked true if some are shorter than others
     */
    Fit(Shape shape, boolean masked) {
      this.masked = masked;
      tokens = shape instanceof Shape.Tokens;
      run = run(shape);
      int groups = tokens ? 0 : Math.toIntExact(shape.size()) / run;
      sums = new double[groups];
      squares = new double[groups];
      indicator = new boolean[groups];
      Arrays.fill(indicator, shape instanceof Shape.Flat);
    }

    /**
     * Sees a row.
     *
     * @param length how many of its steps are real, if rows are masked
     */
    void add(float[] row, int length) {
      int real = masked ? length : run;
      count += real;
      for (int g = 0; g < sums.length; g++) {
        for (int j = g * run; j < g * run + real; j++) {
          sums[g] += row[j];
          squares[g] += (double) row[j] * row[j];
          indicator[g] &= row[j] == 0 || row[j] == 1;
        }
      }
    }

    /** What fits the rows that were seen. */
    Standardisation fitted() {
      if (tokens) {
        return NONE;
      }
      float[] mean = new float[sums.length];
      float[] deviation = new float[sums.length];
      for (int g = 0; g < sums.length; g++) {
        double centre = sums[g] / count;
        double variance = squares[g] / count - centre * centre;
        // What remains of a constant column is the rounding of its squares.
        boolean constant = variance <= 1e-12 * centre * centre;
        mean[g] = indicator[g] ? 0 : (float) centre;
        deviation[g] = indicator[g] || constant ? 1 : (float) Math.sqrt(variance);
      }
      return new Standardisation(mean, deviation, run);
    }
  }

  /** The one that {@link #normaliser} gave, for examples of this shape. */
  public static Standardisation of(NormalizerStandardize saved, Shape shape) {
    int run = run(shape);
    float[] mean = saved.getMean().toFloatVector();
    int stride = shape instanceof Shape.Image ? run : 1;
    return new Standardisation(
        every(stride, mean), every(stride, saved.getStd().toFloatVector()), run);
  }

  /** The same for DL4J, which takes images as flat rows and sequences as [features, steps]. */
  public NormalizerStandardize normaliser(Shape shape) {
    int copies = shape instanceof Shape.Image ? run : 1;
    return new NormalizerStandardize(row(mean, copies), row(deviation, copies));
  }

  /** It as JSON, for {@link #of(JsonNode)}. */
  ObjectNode json() {
    ObjectNode node = Json.object().put("run", run);
    ArrayNode means = node.putArray("mean");
    ArrayNode deviations = node.putArray("deviation");
    for (int i = 0; i < mean.length; i++) {
      means.add(mean[i]);
      deviations.add(deviation[i]);
    }
    return node;
  }

  static Standardisation of(JsonNode node) {
    return new Standardisation(
        floats(node.get("mean")), floats(node.get("deviation")), node.get("run").intValue());
  }

  private static float[] floats(JsonNode array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).floatValue();
    }
    return values;
  }

  /** True if it changes nothing. */
  public boolean isNone() {
    return mean.length == 0;
  }

  /**
   * Standardises a row in place; padding becomes 0.
   *
   * @param length how many steps of a sequence are real
   */
  void apply(float[] row, int length) {
    for (int g = 0; g < mean.length; g++) {
      int first = g * run;
      int real = length > 0 ? length : run;
      float centre = mean[g];
      float scale = deviation[g];
      for (int j = first; j < first + real; j++) {
        row[j] = (row[j] - centre) / scale;
      }
      for (int j = first + real; j < first + run; j++) {
        row[j] = 0;
      }
    }
  }

  private static int run(Shape shape) {
    if (shape instanceof Shape.Image image) {
      return Math.toIntExact(image.height() * image.width());
    }
    return shape instanceof Shape.Sequence sequence ? Math.toIntExact(sequence.steps()) : 1;
  }

  private static float[] every(int stride, float[] values) {
    float[] some = new float[values.length / stride];
    for (int i = 0; i < some.length; i++) {
      some[i] = values[i * stride];
    }
    return some;
  }

  private static INDArray row(float[] values, int copies) {
    float[] all = new float[values.length * copies];
    for (int i = 0; i < all.length; i++) {
      all[i] = values[i / copies];
    }
    return Nd4j.create(all, 1, all.length);
  }
}
