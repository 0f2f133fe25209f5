package drover.dl4j.layers;

import drover.core.config.Section;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.activations.Activation;

/** Activation functions by their names in the study file. */
final class Activations {

  private static final Map<String, Activation> BY_NAME =
      new TreeMap<>(
          Map.of(
              "elu", Activation.ELU,
              "gelu", Activation.GELU,
              "identity", Activation.IDENTITY,
              "leaky-relu", Activation.LEAKYRELU,
              "relu", Activation.RELU,
              "selu", Activation.SELU,
              "sigmoid", Activation.SIGMOID,
              "softplus", Activation.SOFTPLUS,
              "swish", Activation.SWISH,
              "tanh", Activation.TANH));

  private Activations() {}

  static Activation read(Section section) {
    String name = section.oneOf("activation", List.copyOf(BY_NAME.keySet()));
    return BY_NAME.getOrDefault(name, Activation.RELU);
  }
}
