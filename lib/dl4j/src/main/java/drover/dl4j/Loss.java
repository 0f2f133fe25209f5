package drover.dl4j;

import drover.core.config.Section;
import drover.dl4j.layers.InfeasibleException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * What training minimises.
 *
 * @param name in the study file
 */
record Loss(String name) {

  private static final String AUTO = "auto";
  private static final String CROSS_ENTROPY = "cross-entropy";

  /** For probabilities; reference.conf says why others of DL4J are not here. */
  private static final Map<String, LossFunction> OF_CLASSES =
      new TreeMap<>(
          Map.of(
              CROSS_ENTROPY,
              LossFunction.MCXENT,
              "kl-divergence",
              LossFunction.KL_DIVERGENCE,
              "cosine-proximity",
              LossFunction.COSINE_PROXIMITY,
              "poisson",
              LossFunction.POISSON,
              "msle",
              LossFunction.MEAN_SQUARED_LOGARITHMIC_ERROR,
              "mse",
              LossFunction.MSE,
              "mae",
              LossFunction.MEAN_ABSOLUTE_ERROR,
              "l1",
              LossFunction.L1,
              "l2",
              LossFunction.L2));

  /** For standardised numbers, which may be negative: none of logarithms or percentages. */
  private static final Map<String, LossFunction> OF_NUMBERS =
      new TreeMap<>(
          Map.of(
              "mse", LossFunction.MSE,
              "mae", LossFunction.MEAN_ABSOLUTE_ERROR,
              "l1", LossFunction.L1,
              "l2", LossFunction.L2));

  static Loss read(Section training) {
    return new Loss(training.oneOf("loss", names(true))); // those of numbers are among them
  }

  /** What there is for classes, or else for numbers. */
  static List<String> names(boolean classes) {
    List<String> names = new ArrayList<>((classes ? OF_CLASSES : OF_NUMBERS).keySet());
    names.add(0, AUTO);
    return names;
  }

  /** True if what an example counts may depend on its class. */
  boolean takesClassWeights() {
    return name.equals(AUTO) || name.equals(CROSS_ENTROPY);
  }

  /**
   * DL4J's function for a task.
   *
   * @throws InfeasibleException if it is not for such a task
   */
  LossFunction function(Task task) throws InfeasibleException {
    boolean classes = task == Task.CLASSIFICATION;
    Map<String, LossFunction> functions = classes ? OF_CLASSES : OF_NUMBERS;
    String wanted = name.equals(AUTO) ? classes ? CROSS_ENTROPY : "mse" : name;
    LossFunction function = functions.get(wanted);
    if (function == null) {
      throw new InfeasibleException(
          "training.loss: " + name + " is not for " + task.text() + "; " + functions.keySet());
    }
    return function;
  }
}
