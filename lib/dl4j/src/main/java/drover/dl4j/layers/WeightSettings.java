package drover.dl4j.layers;

import drover.core.config.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.samediff.AbstractSameDiffLayer;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLayer;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/**
 * How weights (not biases) begin and are kept small. {@code training} has all of it; a layer may
 * say some of it for itself.
 *
 * @param init how the first weights are drawn
 * @param l1 added to the loss: l1 · Σ|w|
 * @param l2 added to the loss: l2 · ½Σw²
 * @param decay subtracted in each step beside the gradient's part: learning rate · decay · w
 *     (Loshchilov and Hutter 2019, as in PyTorch)
 * @param constraint what weights are brought back to after each step
 */
public record WeightSettings(
    Optional<FirstWeights> init,
    Optional<Double> l1,
    Optional<Double> l2,
    Optional<Double> decay,
    Optional<Constraint> constraint) {

  static final WeightSettings NOTHING =
      new WeightSettings(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Reads what holds for the whole network; {@code decay} is the updater's. */
  public static WeightSettings read(Section training, double decay) {
    return new WeightSettings(
        Optional.of(FirstWeights.read(training)),
        Optional.of(coefficient(training, "l1")),
        Optional.of(coefficient(training, "l2")),
        Optional.of(decay),
        Optional.of(Constraint.read(training)));
  }

  /** Reads what a layer says for itself. */
  static WeightSettings override(Section layer) {
    return new WeightSettings(
        layer.has("weight-init") ? Optional.of(FirstWeights.read(layer)) : Optional.empty(),
        layer.has("l1") ? Optional.of(coefficient(layer, "l1")) : Optional.empty(),
        layer.has("l2") ? Optional.of(coefficient(layer, "l2")) : Optional.empty(),
        Optional.empty(),
        layer.has("constraint") ? Optional.of(Constraint.read(layer)) : Optional.empty());
  }

  /** These settings, completed by others. */
  WeightSettings orElse(WeightSettings others) {
    return new WeightSettings(
        init.or(others::init),
        l1.or(others::l1),
        l2.or(others::l2),
        decay.or(others::decay),
        constraint.or(others::constraint));
  }

  /**
   * Gives them to a DL4J layer. Only ever to layers: a decay given to the whole network is copied
   * into each layer twice by DL4J 1.0.0-M2.1 and so acts twice in every step.
   */
  public <L extends BaseLayer> L applyTo(L layer) {
    layer.setRegularization(regularization());
    init.ifPresent(first -> layer.setWeightInitFn(first.init()));
    constraint.ifPresent(rule -> rule.applyTo(layer));
    return layer;
  }

  /** The same for layers whose forward pass is a SameDiff graph; they know no constraints. */
  <L extends AbstractSameDiffLayer> L applyTo(L layer) {
    layer.setRegularization(regularization());
    if (layer instanceof SameDiffLayer weighted) {
      init.ifPresent(first -> weighted.setWeightInit(first.ofAttention()));
    }
    return layer;
  }

  private List<Regularization> regularization() {
    List<Regularization> regularization = new ArrayList<>();
    l1.filter(WeightSettings::isSet).map(L1Regularization::new).ifPresent(regularization::add);
    l2.filter(WeightSettings::isSet).map(L2Regularization::new).ifPresent(regularization::add);
    decay
        .filter(WeightSettings::isSet)
        .map(coefficient -> new WeightDecay(coefficient, true))
        .ifPresent(regularization::add);
    return regularization;
  }

  private static boolean isSet(double coefficient) {
    return coefficient > 0;
  }

  private static double coefficient(Section section, String key) {
    return section.real(key, 0, 1e6);
  }
}
