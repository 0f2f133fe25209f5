package drover.dl4j.layers;

import drover.core.config.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.constraint.MinMaxNormConstraint;
import org.deeplearning4j.nn.conf.constraint.NonNegativeConstraint;
import org.deeplearning4j.nn.conf.constraint.UnitNormConstraint;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.params.SeparableConvolutionParamInitializer;

/**
 * What the weights (not biases) of a layer are brought back to after each step. Norms are those of
 * all weights that lead to one unit or channel.
 *
 * @param kind {@code none}, {@code max-norm}, {@code min-max-norm}, {@code unit-norm}, {@code
 *     non-negative}
 * @param least the smallest norm, for {@code min-max-norm}
 * @param most the largest norm, for {@code max-norm} and {@code min-max-norm}
 */
public record Constraint(String kind, double least, double most) {

  private static final String NONE = "none";
  private static final String MAX_NORM = "max-norm";
  private static final String MIN_MAX_NORM = "min-max-norm";
  private static final String UNIT_NORM = "unit-norm";
  private static final String NON_NEGATIVE = "non-negative";

  private static final double LEAST_NORM = 1e-6;
  private static final double LARGEST_NORM = 1e6;

  static Constraint read(Section section) {
    return section.variant(
        "constraint",
        "constraints",
        Map.of(
            NONE,
            inner -> new Constraint(NONE, 0, 0),
            MAX_NORM,
            inner -> new Constraint(MAX_NORM, 0, inner.real("norm", LEAST_NORM, LARGEST_NORM)),
            MIN_MAX_NORM,
            Constraint::minMaxNorm,
            UNIT_NORM,
            inner -> new Constraint(UNIT_NORM, 1, 1),
            NON_NEGATIVE,
            inner -> new Constraint(NON_NEGATIVE, 0, 0)));
  }

  private static Constraint minMaxNorm(Section section) {
    double min = section.real("min", 0, LARGEST_NORM);
    double max = section.real("max", LEAST_NORM, LARGEST_NORM);
    if (min > max) {
      section.mistake("min", "is more than max");
    }
    return new Constraint(MIN_MAX_NORM, min, max);
  }

  void applyTo(BaseLayer layer) {
    if (!kind.equals(NONE)) {
      List<LayerConstraint> constraints = new ArrayList<>();
      layer
          .initializer()
          .weightKeys(layer)
          .forEach(weights -> constraints.add(of(Set.of(weights), inputs(layer, weights))));
      layer.setConstraints(constraints);
    }
  }

  /** The axes of an array of weights over which those lie that lead to one unit or channel. */
  private static int[] inputs(BaseLayer layer, String weights) {
    if (layer instanceof SeparableConvolution2D
        && weights.equals(SeparableConvolutionParamInitializer.DEPTH_WISE_WEIGHT_KEY)) {
      return new int[] {2, 3}; // [multiplier, in, height, width]: a window for each channel
    }
    // Weights of convolutions are [out, in, height, width], those of other layers [in, out].
    return layer instanceof ConvolutionLayer ? new int[] {1, 2, 3} : new int[] {0};
  }

  private LayerConstraint of(Set<String> weights, int[] inputs) {
    return switch (kind) {
      case MAX_NORM -> new MaxNormConstraint(most, weights, inputs);
      case MIN_MAX_NORM -> new MinMaxNormConstraint(least, most, 1, weights, inputs);
      case UNIT_NORM -> new UnitNormConstraint(weights, inputs);
      default -> nonNegative(weights);
    };
  }

  private static LayerConstraint nonNegative(Set<String> weights) {
    LayerConstraint constraint = new NonNegativeConstraint();
    constraint.setParams(weights);
    return constraint;
  }
}
