package drover.dl4j.layers;

import drover.core.config.Section;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.activations.Activation;

/** Activation functions by their names in the study file: all of DL4J's but softmax. */
final class Activations {

  private static final Map<String, Activation> BY_NAME =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("cube", Activation.CUBE),
              Map.entry("elu", Activation.ELU),
              Map.entry("gelu", Activation.GELU),
              Map.entry("hard-sigmoid", Activation.HARDSIGMOID),
              Map.entry("hard-tanh", Activation.HARDTANH),
              Map.entry("identity", Activation.IDENTITY),
              Map.entry("leaky-relu", Activation.LEAKYRELU),
              Map.entry("mish", Activation.MISH),
              Map.entry("rational-tanh", Activation.RATIONALTANH),
              Map.entry("rectified-tanh", Activation.RECTIFIEDTANH),
              Map.entry("relu", Activation.RELU),
              Map.entry("relu6", Activation.RELU6),
              Map.entry("rrelu", Activation.RRELU),
              Map.entry("selu", Activation.SELU),
              Map.entry("sigmoid", Activation.SIGMOID),
              Map.entry("softplus", Activation.SOFTPLUS),
              Map.entry("softsign", Activation.SOFTSIGN),
              Map.entry("swish", Activation.SWISH),
              Map.entry("tanh", Activation.TANH),
              Map.entry("thresholded-relu", Activation.THRESHOLDEDRELU)));

  private Activations() {}

  static Activation read(Section section) {
    String name = section.oneOf("activation", List.copyOf(BY_NAME.keySet()));
    return BY_NAME.getOrDefault(name, Activation.RELU);
  }
}
