package drover.dl4j.layers;

import drover.core.config.Section;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.constraint.NonNegativeConstraint;
import org.deeplearning4j.nn.conf.constraint.UnitNormConstraint;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;

/**
 * What the weights (not biases) of a layer are brought back to after each step. Norms are those of
 * all weights that lead to one unit or channel.
 *
 * @param kind {@code none}; {@code max-norm}, {@code unit-norm}, {@code non-negative}
 * @param norm the largest norm, for {@code max-norm}
 */
public record Constraint(String kind, double norm) {

  private static final String NONE = "none";
  private static final String MAX_NORM = "max-norm";
  private static final String UNIT_NORM = "unit-norm";
  private static final String NON_NEGATIVE = "non-negative";

  static Constraint read(Section section) {
    return section.variant(
        "constraint",
        "constraints",
        Map.of(
            NONE,
            none -> new Constraint(NONE, 0),
            MAX_NORM,
            inner -> new Constraint(MAX_NORM, inner.real("norm", 1e-6, 1e6)),
            UNIT_NORM,
            unit -> new Constraint(UNIT_NORM, 1),
            NON_NEGATIVE,
            positive -> new Constraint(NON_NEGATIVE, 0)));
  }

  void applyTo(BaseLayer layer) {
    if (kind.equals(NONE)) {
      return;
    }
    // Weights of convolutions are [out, in, height, width], those of other layers [in, out].
    int[] inputs = layer instanceof ConvolutionLayer ? new int[] {1, 2, 3} : new int[] {0};
    Set<String> weights = new LinkedHashSet<>(layer.initializer().weightKeys(layer));
    LayerConstraint constraint =
        switch (kind) {
          case MAX_NORM -> new MaxNormConstraint(norm, weights, inputs);
          case UNIT_NORM -> new UnitNormConstraint(weights, inputs);
          default -> nonNegative(weights);
        };
    layer.setConstraints(List.of(constraint));
  }

  private static LayerConstraint nonNegative(Set<String> weights) {
    LayerConstraint constraint = new NonNegativeConstraint();
    constraint.setParams(weights);
    return constraint;
  }
}
