package drover.dl4j;

import drover.dl4j.KerasModelWriter.Tensor;

/** What layers of Keras give, as its documentation says; tensors lie as there. */
final class KerasReference {

  private KerasReference() {}

  /**
   * A convolution with padding of images [rows, columns, channels] by [3, 3, channels, filters].
   *
   * @param edge pixels of the square image
   */
  static float[] convolution(float[] image, int edge, Tensor kernel, Tensor bias) {
    int filters = bias.values().length;
    int channels = image.length / (edge * edge);
    float[] maps = new float[edge * edge * filters];
    for (int i = 0; i < maps.length; i++) {
      int pixel = i / filters;
      double sum = bias.values()[i % filters];
      for (int cell = 0; cell < 9; cell++) {
        int row = pixel / edge + cell / 3 - 1;
        int column = pixel % edge + cell % 3 - 1;
        boolean inside = Math.min(row, column) >= 0 && Math.max(row, column) < edge;
        for (int c = 0; inside && c < channels; c++) {
          float weight = kernel.values()[(cell * channels + c) * filters + i % filters];
          sum += image[(row * edge + column) * channels + c] * weight;
        }
      }
      maps[i] = (float) sum;
    }
    return maps;
  }

  /** Windows that move over steps: [window, features, filters] on [steps, features]. */
  static float[] windows(float[] steps, int features, float[] kernel, float[] bias, int places) {
    int filters = bias.length;
    float[] all = new float[places * filters];
    for (int place = 0; place < places; place++) {
      for (int f = 0; f < filters; f++) {
        double sum = bias[f];
        for (int i = 0; i < kernel.length / filters; i++) {
          sum += steps[place * features + i] * kernel[i * filters + f];
        }
        all[place * filters + f] = (float) sum;
      }
    }
    return all;
  }

  static float[] times(float[] vector, Tensor matrix, Tensor bias) {
    float[] product = new float[bias.values().length];
    for (int j = 0; j < product.length; j++) {
      double sum = bias.values()[j];
      for (int i = 0; i < vector.length; i++) {
        sum += vector[i] * matrix.values()[i * product.length + j];
      }
      product[j] = (float) sum;
    }
    return product;
  }

  static float[] relu(float[] values) {
    float[] positive = values.clone();
    for (int i = 0; i < positive.length; i++) {
      positive[i] = Math.max(0, positive[i]);
    }
    return positive;
  }

  static float[] softmax(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += Math.exp(value);
    }
    float[] shares = new float[values.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = (float) (Math.exp(values[i]) / sum);
    }
    return shares;
  }

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
