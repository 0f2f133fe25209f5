package drover.dl4j;

import drover.dl4j.data.Targets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** How well predicted numbers fit the true ones, in the units of the source. */
final class NumberMetrics {

  static final String MSE = "mse";
  static final String MAE = "mae";
  static final String R2 = "r2";

  static final List<String> NAMES = List.of(MSE, MAE, R2);

  private NumberMetrics() {}

  /**
   * Measures.
   *
   * <ul>
   *   <li>mse: mean of the squared errors.
   *   <li>mae: mean of the absolute errors.
   *   <li>r2: 1 − mse / variance of the true numbers; if these are all alike, 1 without any error
   *       and else 0.
   * </ul>
   *
   * @param outputs of the network, one for each example
   * @param targets at least one
   */
  static Map<String, Double> of(float[] outputs, Targets.Numbers targets) {
    double[] values = targets.values();
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = 0;
    double absolutes = 0;
    double spread = 0;
    for (int i = 0; i < values.length; i++) {
      double error = targets.value(outputs[i]) - values[i];
      squares += error * error;
      absolutes += Math.abs(error);
      spread += (values[i] - mean) * (values[i] - mean);
    }
    double alike = squares == 0 ? 1 : 0;
    return Map.of(
        MSE, squares / values.length,
        MAE, absolutes / values.length,
        R2, spread == 0 ? alike : 1 - squares / spread);
  }
}
