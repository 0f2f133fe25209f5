package drover.dl4j.layers;

import drover.core.config.Section;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.distribution.Distribution;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.distribution.TruncatedNormalDistribution;
import org.deeplearning4j.nn.conf.distribution.UniformDistribution;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.nn.weights.WeightInitConstant;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.deeplearning4j.nn.weights.WeightInitIdentity;
import org.deeplearning4j.nn.weights.WeightInitVarScalingUniformFanAvg;
import org.deeplearning4j.nn.weights.WeightInitVarScalingUniformFanIn;
import org.deeplearning4j.nn.weights.WeightInitVarScalingUniformFanOut;

/**
 * How the first weights (not biases) of a layer are drawn.
 *
 * @param init DL4J's function for most layers
 * @param ofAttention what DL4J has for attention, which takes no functions
 */
public record FirstWeights(IWeightInit init, WeightInit ofAttention) {

  private static final double LARGEST = 1e6;

  /**
   * Uniform variance scaling of DL4J 1.0.0-M2.1 ends at ±3 / √n: three times the variance that it
   * is to have, 1 / n, and this brings it down to.
   */
  private static final double TO_VARIANCE = 1 / Math.sqrt(3);

  private static final Map<String, Function<Section, FirstWeights>> READERS = new TreeMap<>();

  static {
    plain("he", WeightInit.RELU);
    plain("he-uniform", WeightInit.RELU_UNIFORM);
    plain("lecun", WeightInit.LECUN_NORMAL);
    plain("normal", WeightInit.NORMAL);
    plain("ones", WeightInit.ONES);
    plain("sigmoid-uniform", WeightInit.SIGMOID_UNIFORM);
    plain("uniform", WeightInit.UNIFORM);
    plain("var-scaling-fan-avg", WeightInit.VAR_SCALING_NORMAL_FAN_AVG);
    plain("var-scaling-fan-in", WeightInit.VAR_SCALING_NORMAL_FAN_IN);
    plain("var-scaling-fan-out", WeightInit.VAR_SCALING_NORMAL_FAN_OUT);
    plain("xavier", WeightInit.XAVIER);
    plain("xavier-fan-in", WeightInit.XAVIER_FAN_IN);
    plain("xavier-legacy", WeightInit.XAVIER_LEGACY);
    plain("xavier-uniform", WeightInit.XAVIER_UNIFORM);
    plain("zero", WeightInit.ZERO);
    other("lecun-uniform", section -> new WeightInitVarScalingUniformFanIn(TO_VARIANCE));
    other(
        "var-scaling-uniform-fan-avg",
        section -> new WeightInitVarScalingUniformFanAvg(TO_VARIANCE));
    other(
        "var-scaling-uniform-fan-in", section -> new WeightInitVarScalingUniformFanIn(TO_VARIANCE));
    other(
        "var-scaling-uniform-fan-out",
        section -> new WeightInitVarScalingUniformFanOut(TO_VARIANCE));
    other("constant", section -> new WeightInitConstant(number(section, "value")));
    other("identity", section -> new WeightInitIdentity(number(section, "scale")));
    drawn("gaussian", section -> new NormalDistribution(number(section, "mean"), std(section)));
    drawn(
        "truncated-gaussian",
        section -> new TruncatedNormalDistribution(number(section, "mean"), std(section)));
    drawn("uniform-between", FirstWeights::between);
  }

  /** One that DL4J has for all layers. */
  private static void plain(String name, WeightInit init) {
    READERS.put(name, section -> new FirstWeights(init.getWeightInitFunction(), init));
  }

  private static void other(String name, Function<Section, IWeightInit> reader) {
    READERS.put(name, section -> new FirstWeights(reader.apply(section), WeightInit.XAVIER));
  }

  private static void drawn(String name, Function<Section, Distribution> reader) {
    other(name, section -> new WeightInitDistribution(reader.apply(section)));
  }

  /** Reads {@code weight-init} of the training or of a layer. */
  static FirstWeights read(Section section) {
    return section.variant("weight-init", "weight-inits", READERS);
  }

  private static Distribution between(Section section) {
    double low = number(section, "low");
    double high = number(section, "high");
    if (low >= high) {
      section.mistake("low", "must be less than high");
      return new UniformDistribution(0, 1);
    }
    return new UniformDistribution(low, high);
  }

  private static double number(Section section, String key) {
    return section.real(key, -LARGEST, LARGEST);
  }

  private static double std(Section section) {
    return section.real("std", Double.MIN_NORMAL, LARGEST);
  }
}
