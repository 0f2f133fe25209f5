package drover.dl4j;

import java.util.Map;

/** How well class probabilities fit the true classes. */
final class Metrics {

  static final String ACCURACY = "accuracy";
  static final String MACRO_F1 = "macro-f1";
  static final String LOG_LOSS = "log-loss";

  /** Keeps the log loss of a probability of 0 finite, as scikit-learn did before version 1.3. */
  private static final double LEAST_PROBABILITY = 1e-15;

  private Metrics() {}

  /**
   * Measures.
   *
   * <ul>
   *   <li>accuracy: share of the examples whose most probable class is the true one.
   *   <li>macro-f1: mean over the classes of 2TP / (2TP + FP + FN); a class that neither occurs nor
   *       is predicted does not count.
   *   <li>log-loss: mean of −ln p(true class); NaN if any probability is.
   * </ul>
   *
   * @param probabilities one row of {@code classes} numbers per example, one after another
   * @param labels the true class of each example; at least one
   */
  static Map<String, Double> of(float[] probabilities, int[] labels, int classes) {
    int[] hits = new int[classes];
    int[] wrongs = new int[classes]; // false positives and false negatives
    double logLoss = 0;
    for (int i = 0; i < labels.length; i++) {
      int predicted = largest(probabilities, i * classes, classes);
      int label = labels[i];
      if (predicted == label) {
        hits[label]++;
      } else {
        wrongs[predicted]++;
        wrongs[label]++;
      }
      logLoss -= Math.log(Math.max(LEAST_PROBABILITY, probabilities[i * classes + label]));
    }
    int right = 0;
    int occurring = 0;
    double f1 = 0;
    for (int c = 0; c < classes; c++) {
      right += hits[c];
      if (hits[c] + wrongs[c] > 0) {
        occurring++;
        f1 += 2.0 * hits[c] / (2 * hits[c] + wrongs[c]);
      }
    }
    return Map.of(
        ACCURACY, (double) right / labels.length,
        MACRO_F1, f1 / occurring,
        LOG_LOSS, logLoss / labels.length);
  }

  private static int largest(float[] values, int from, int count) {
    int best = from;
    for (int i = from + 1; i < from + count; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best - from;
  }
}
