package drover.dl4j.layers;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLambdaLayer;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Adds at step t to feature 2i: scale · sin(t / 10000^(2i / features)), and to feature 2i + 1 the
 * cosine of the same. Arrays are [examples, features, steps].
 */
public final class PositionsLayer extends SameDiffLambdaLayer {
  private static final long serialVersionUID = 1L;

  private long features;
  private long steps;
  private double scale;

  /** For reading from JSON. */
  @SuppressWarnings("unused")
  private PositionsLayer() {}

  PositionsLayer(long features, long steps, double scale) {
    this.features = features;
    this.steps = steps;
    this.scale = scale;
  }

  /** For JSON. */
  public long getFeatures() {
    return features;
  }

  /** For JSON. */
  public void setFeatures(long features) {
    this.features = features;
  }

  /** For JSON. */
  public long getSteps() {
    return steps;
  }

  /** For JSON. */
  public void setSteps(long steps) {
    this.steps = steps;
  }

  /** For JSON. */
  public double getScale() {
    return scale;
  }

  /** For JSON. */
  public void setScale(double scale) {
    this.scale = scale;
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    return inputType;
  }

  @Override
  public SDVariable defineLayer(SameDiff graph, SDVariable input) {
    float[][] waves = new float[Math.toIntExact(features)][Math.toIntExact(steps)];
    for (int i = 0; i < waves.length; i++) {
      double length = Math.pow(10_000, (double) (i - i % 2) / features);
      for (int t = 0; t < waves[i].length; t++) {
        waves[i][t] = (float) (scale * (i % 2 == 0 ? Math.sin(t / length) : Math.cos(t / length)));
      }
    }
    return input.add(graph.constant(Nd4j.create(waves).reshape(1, features, steps)));
  }
}
