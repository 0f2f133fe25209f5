package drover.dl4j.updaters;

import drover.core.config.Section;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/** The updaters by their names in the study file. A new one is a reader and a line in the map. */
public final class Updaters {

  /** Those that work alone, or inside lookahead. */
  private static final Map<String, Function<Section, Updater>> PLAIN =
      Map.ofEntries(
          Map.entry("sgd", Updaters::sgd),
          Map.entry("momentum", Updaters::momentum),
          Map.entry("nesterovs", Updaters::nesterovs),
          Map.entry("adagrad", Updaters::adagrad),
          Map.entry("adagrad-norm", Updaters::adagradNorm),
          Map.entry("adadelta", Updaters::adadelta),
          Map.entry("rmsprop", Updaters::rmsprop),
          Map.entry("adam", Updaters::adam),
          Map.entry("adamax", Updaters::adamax),
          Map.entry("nadam", Updaters::nadam),
          Map.entry("amsgrad", Updaters::amsgrad),
          Map.entry("adabelief", Updaters::adabelief),
          Map.entry("adamw", Updaters::adamw),
          Map.entry("sgd-hd", Updaters::sgdHd),
          Map.entry("adam-hd", Updaters::adamHd));

  private static final String MOMENTUM_SCHEDULE = "momentum-schedule";

  private Updaters() {}

  /** Reads {@code updater} of {@code training}. */
  public static Updater read(Section training) {
    Map<String, Function<Section, Updater>> readers = new TreeMap<>(PLAIN);
    readers.put("lookahead", Updaters::lookahead);
    if (training.has(MOMENTUM_SCHEDULE)) {
      readers.replaceAll((name, reader) -> section -> withMomentum(name, reader, section));
    }
    return training.variant("updater", "updaters", readers);
  }

  private static Updater withMomentum(
      String name, Function<Section, Updater> reader, Section section) {
    Updater updater = reader.apply(section);
    if (Momentum.of(updater.rule()).isEmpty()) {
      section.mistake("", name + " has no momentum that training.momentum-schedule could change");
    }
    return updater;
  }

  /** Stochastic gradient descent (Robbins and Monro 1951). */
  private static Updater sgd(Section section) {
    return new Updater(new Sgd(learningRate(section)));
  }

  private static Updater momentum(Section section) {
    return new Updater(new HeavyBall(learningRate(section), share(section, "momentum")));
  }

  /** Momentum that looks ahead (Nesterov 1983; Sutskever et al. 2013). */
  private static Updater nesterovs(Section section) {
    return new Updater(new Nesterovs(learningRate(section), share(section, "momentum")));
  }

  private static Updater adagrad(Section section) {
    return new Updater(new AdaGrad(learningRate(section), epsilon(section)));
  }

  private static Updater adagradNorm(Section section) {
    double b0 = section.real("b0", Double.MIN_NORMAL, Double.POSITIVE_INFINITY);
    return new Updater(new AdaGradNorm(learningRate(section), b0));
  }

  private static Updater adadelta(Section section) {
    return new Updater(
        new AdaDelta(learningRate(section), share(section, "decay"), epsilon(section)));
  }

  /** Steps divided by the root of the recent squared gradients (Tieleman and Hinton 2012). */
  private static Updater rmsprop(Section section) {
    return new Updater(
        new RmsProp(learningRate(section), share(section, "decay"), epsilon(section)));
  }

  /** Adaptive moments (Kingma and Ba 2015). */
  private static Updater adam(Section section) {
    return new Updater(moments(section, Adam::new));
  }

  /** Adam with the largest gradient in place of their mean square (Kingma and Ba 2015). */
  private static Updater adamax(Section section) {
    return new Updater(moments(section, AdaMax::new));
  }

  private static Updater nadam(Section section) {
    return new Updater(moments(section, Nadam::new));
  }

  /** Adam that divides by the largest mean square so far (Reddi, Kale and Kumar 2018). */
  private static Updater amsgrad(Section section) {
    return new Updater(moments(section, AMSGrad::new));
  }

  private static Updater adabelief(Section section) {
    return new Updater(moments(section, AdaBelief::new));
  }

  /** Adam with decoupled weight decay (Loshchilov and Hutter 2019). */
  private static Updater adamw(Section section) {
    return new Updater(moments(section, Adam::new), section.real("weight-decay", 0, 1e6));
  }

  private static Updater sgdHd(Section section) {
    return new Updater(new SgdHd(learningRate(section), hypergradientRate(section)));
  }

  private static Updater adamHd(Section section) {
    double beta = hypergradientRate(section);
    return new Updater(
        moments(section, (rate, b1, b2, eps) -> new AdamHd(rate, beta, b1, b2, eps)));
  }

  private static Updater lookahead(Section section) {
    Updater fast = section.variant("updater", "updaters", PLAIN);
    int k = (int) section.integer("k", 1, 1_000_000);
    double alpha = section.real("alpha", Double.MIN_NORMAL, 1);
    return new Updater(new Lookahead(fast.rule(), k, alpha), fast.weightDecay());
  }

  private interface MomentsRule<U> {
    U of(double learningRate, double beta1, double beta2, double epsilon);
  }

  private static <U> U moments(Section section, MomentsRule<U> rule) {
    return rule.of(
        learningRate(section), share(section, "beta1"), share(section, "beta2"), epsilon(section));
  }

  private static double learningRate(Section section) {
    return section
        .realOr("auto", "learning-rate", Double.MIN_NORMAL, Double.POSITIVE_INFINITY)
        .orElse(Updater.UNKNOWN);
  }

  private static double hypergradientRate(Section section) {
    return section.real("beta", 0, Double.POSITIVE_INFINITY);
  }

  private static double share(Section section, String key) {
    return section.real(key, 0, Math.nextDown(1.0));
  }

  private static double epsilon(Section section) {
    return section.real("epsilon", Double.MIN_NORMAL, 1);
  }
}
