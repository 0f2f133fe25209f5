package drover.dl4j;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** How well class probabilities fit the true classes. */
final class ClassMetrics {

  static final String ACCURACY = "accuracy";
  static final String BALANCED_ACCURACY = "balanced-accuracy";
  static final String MACRO_F1 = "macro-f1";
  static final String AUC = "auc";
  static final String LOG_LOSS = "log-loss";
  static final String MCC = "mcc";

  static final List<String> NAMES =
      List.of(ACCURACY, BALANCED_ACCURACY, MACRO_F1, AUC, LOG_LOSS, MCC);

  /** Keeps the log loss of a probability of 0 finite, as scikit-learn did before version 1.3. */
  private static final double LEAST_PROBABILITY = 1e-15;

  private final float[] probabilities;
  private final int[] labels;
  private final int classes;

  /** How many examples of each class are predicted to be of it. */
  private final long[] hits;

  private final long[] occurring;
  private final long[] predicted;

  /**
   * Counts.
   *
   * @param probabilities one row of {@code classes} numbers per example, one after another
   * @param labels the true class of each example; at least one
   */
  ClassMetrics(float[] probabilities, int[] labels, int classes) {
    this.probabilities = probabilities;
    this.labels = labels;
    this.classes = classes;
    hits = new long[classes];
    occurring = new long[classes];
    predicted = new long[classes];
    for (int i = 0; i < labels.length; i++) {
      int said = largest(i * classes);
      occurring[labels[i]]++;
      predicted[said]++;
      if (said == labels[i]) {
        hits[said]++;
      }
    }
  }

  Map<String, Double> all() {
    return Map.of(
        ACCURACY, accuracy(),
        BALANCED_ACCURACY, balancedAccuracy(),
        MACRO_F1, macroF1(),
        AUC, auc(),
        LOG_LOSS, logLoss(),
        MCC, mcc());
  }

  /** Share of the examples whose most probable class is the true one. */
  private double accuracy() {
    return (double) Arrays.stream(hits).sum() / labels.length;
  }

  /** Mean over the classes that occur of the share of their examples that are recognised. */
  private double balancedAccuracy() {
    return IntStream.range(0, classes)
        .filter(c -> occurring[c] > 0)
        .mapToDouble(c -> (double) hits[c] / occurring[c])
        .average()
        .orElseThrow();
  }

  /**
   * Mean over the classes of 2TP / (2TP + FP + FN); a class that neither occurs nor is predicted
   * does not count.
   */
  private double macroF1() {
    return IntStream.range(0, classes)
        .filter(c -> occurring[c] + predicted[c] > 0)
        .mapToDouble(c -> 2.0 * hits[c] / (occurring[c] + predicted[c]))
        .average()
        .orElseThrow();
  }

  /**
   * Mean over the classes of the probability that an example of the class is given a higher
   * probability of it than one of another class; equal ones count half (Hanley and McNeil 1982, one
   * against the rest). Classes that do not occur, or to which all examples belong, do not count; .5
   * if none does.
   */
  private double auc() {
    return IntStream.range(0, classes)
        .filter(c -> occurring[c] > 0 && occurring[c] < labels.length)
        .mapToDouble(this::auc)
        .average()
        .orElse(.5);
  }

  private double auc(int c) {
    // Probabilities are not negative, so that their bits are in the same order.
    long[] ascending = new long[labels.length];
    for (int i = 0; i < labels.length; i++) {
      ascending[i] = (long) Float.floatToIntBits(probability(i, c)) << 32 | i;
    }
    Arrays.sort(ascending);
    double ranks = 0; // of the examples of the class; equal ones share the mean of their ranks
    for (int first = 0; first < ascending.length; ) {
      int end = first;
      int members = 0;
      while (end < ascending.length && ascending[end] >> 32 == ascending[first] >> 32) {
        members += labels[(int) ascending[end]] == c ? 1 : 0;
        end++;
      }
      ranks += members * (first + 1.0 + end) / 2; // more than 2^31 for many equal ones
      first = end;
    }
    double members = occurring[c];
    return (ranks - members * (members + 1) / 2) / (members * (labels.length - members));
  }

  /** Mean of −ln p(true class); NaN if any of these probabilities is. */
  private double logLoss() {
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      sum -= Math.log(Math.max(LEAST_PROBABILITY, probability(i, labels[i])));
    }
    return sum / labels.length;
  }

  /**
   * Matthews' correlation of true and predicted classes, for any number of classes (Gorodkin 2004);
   * 0 if either is always the same class.
   */
  private double mcc() {
    double total = labels.length;
    double agreement = total * Arrays.stream(hits).sum();
    double truth = total * total;
    double said = total * total;
    for (int c = 0; c < classes; c++) {
      agreement -= (double) occurring[c] * predicted[c];
      truth -= (double) occurring[c] * occurring[c];
      said -= (double) predicted[c] * predicted[c];
    }
    return truth == 0 || said == 0 ? 0 : agreement / Math.sqrt(truth * said);
  }

  private float probability(int example, int c) {
    return probabilities[example * classes + c];
  }

  private int largest(int from) {
    int best = from;
    for (int i = from + 1; i < from + classes; i++) {
      if (probabilities[i] > probabilities[best]) {
        best = i;
      }
    }
    return best - from;
  }
}
