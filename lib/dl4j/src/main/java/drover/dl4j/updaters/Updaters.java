package drover.dl4j.updaters;

import drover.core.config.Section;
import java.util.Map;
import java.util.function.Function;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/** The updaters by their names in the study file. A new one is a reader and a line in the map. */
public final class Updaters {

  private static final Map<String, Function<Section, Updater>> READERS =
      Map.of(
          "sgd", Updaters::sgd,
          "nesterovs", Updaters::nesterovs,
          "adagrad", Updaters::adagrad,
          "rmsprop", Updaters::rmsprop,
          "adam", Updaters::adam,
          "adamw", Updaters::adamw);

  private Updaters() {}

  /** Reads {@code updater} of {@code training}. */
  public static Updater read(Section training) {
    return training.variant("updater", "updaters", READERS);
  }

  /** Stochastic gradient descent (Robbins and Monro 1951). */
  private static Updater sgd(Section section) {
    return new Updater(new Sgd(learningRate(section)));
  }

  /** Momentum that looks ahead (Nesterov 1983; Sutskever et al. 2013). */
  private static Updater nesterovs(Section section) {
    return new Updater(new Nesterovs(learningRate(section), share(section, "momentum")));
  }

  /** Steps divided by the root of all squared gradients (Duchi, Hazan and Singer 2011). */
  private static Updater adagrad(Section section) {
    return new Updater(new AdaGrad(learningRate(section), epsilon(section)));
  }

  /** Steps divided by the root of the recent squared gradients (Tieleman and Hinton 2012). */
  private static Updater rmsprop(Section section) {
    return new Updater(
        new RmsProp(learningRate(section), share(section, "decay"), epsilon(section)));
  }

  /** Adaptive moments (Kingma and Ba 2015). */
  private static Updater adam(Section section) {
    return new Updater(moments(section));
  }

  /** Adam with decoupled weight decay (Loshchilov and Hutter 2019). */
  private static Updater adamw(Section section) {
    return new Updater(moments(section), section.real("weight-decay", 0, 1e6));
  }

  private static Adam moments(Section section) {
    return new Adam(
        learningRate(section), share(section, "beta1"), share(section, "beta2"), epsilon(section));
  }

  private static double learningRate(Section section) {
    return section.real("learning-rate", Double.MIN_NORMAL, Double.POSITIVE_INFINITY);
  }

  private static double share(Section section, String key) {
    return section.real(key, 0, Math.nextDown(1.0));
  }

  private static double epsilon(Section section) {
    return section.real("epsilon", Double.MIN_NORMAL, 1);
  }
}
