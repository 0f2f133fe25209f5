package drover.dl4j;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import drover.core.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.hdf5.Attribute;
import org.bytedeco.hdf5.DataSet;
import org.bytedeco.hdf5.DataSpace;
import org.bytedeco.hdf5.DataType;
import org.bytedeco.hdf5.Group;
import org.bytedeco.hdf5.H5File;
import org.bytedeco.hdf5.PredType;
import org.bytedeco.hdf5.StrType;
import org.bytedeco.hdf5.global.hdf5;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Writes models as Keras 2.15 on TensorFlow does with {@code model.save("model.h5")}: the
 * configuration as JSON in an attribute, and below {@code model_weights} a group for each layer
 * with a data set for each tensor.
 */
final class KerasModelWriter {

  /** What Keras writes of every layer with weights. */
  private static final String INITIALISED =
      """
      dtype: float32
      kernel_initializer: %1$s { class_name: GlorotUniform, config: { seed: null } }
      recurrent_initializer: %1$s { class_name: Orthogonal, config: { gain: 1.0, seed: null } }
      bias_initializer: %1$s { class_name: Zeros, config: {} }
      gamma_initializer: %1$s { class_name: Ones, config: {} }
      beta_initializer: %1$s { class_name: Zeros, config: {} }
      moving_mean_initializer: %1$s { class_name: Zeros, config: {} }
      moving_variance_initializer: %1$s { class_name: Ones, config: {} }
      kernel_regularizer: null, recurrent_regularizer: null, bias_regularizer: null
      gamma_regularizer: null, beta_regularizer: null, activity_regularizer: null
      kernel_constraint: null, recurrent_constraint: null, bias_constraint: null
      gamma_constraint: null, beta_constraint: null
      """
          .formatted("{ module: keras.initializers, registered_name: null }");

  private final boolean functional;
  private final ArrayNode layers = Json.object().putArray("layers");
  private final List<Layer> weighted = new ArrayList<>();
  private String last = "";
  private String version = "2.15.0";

  /** A tensor as Keras has it. */
  static final class Tensor {
    private final float[] values;
    private final long[] shape;

    Tensor(float[] values, long... shape) {
      this.values = values;
      this.shape = shape;
    }

    float[] values() {
      return values;
    }

    long[] shape() {
      return shape;
    }
  }

  private record Layer(String name, Map<String, Tensor> weights) {}

  /** A model of the class Sequential, or of the class Functional. */
  KerasModelWriter(boolean functional) {
    this.functional = functional;
  }

  /** What the file says of the Keras that wrote it. */
  KerasModelWriter version(String other) {
    version = other;
    return this;
  }

  /** Begins with an input of a shape, without the batch. */
  KerasModelWriter input(String shape) {
    return layer(
        "InputLayer",
        "input_1",
        "batch_input_shape: [null, " + shape + "], dtype: float32",
        Map.of());
  }

  /** Appends a layer that has no weights. */
  KerasModelWriter layer(String kind, String name, String config) {
    return layer(kind, name, config, Map.of());
  }

  /** Appends a layer to the one that was given last. */
  KerasModelWriter layer(String kind, String name, String config, Map<String, Tensor> weights) {
    return layer(kind, name, config, weights, last.isEmpty() ? List.of() : List.of(last));
  }

  /**
   * Appends a layer.
   *
   * @param config HOCON of the settings that matter to its kind
   * @param weights by their names in Keras, such as kernel
   */
  KerasModelWriter layer(
      String kind, String name, String config, Map<String, Tensor> weights, List<String> inputs) {
    ObjectNode layer = layers.addObject().put("module", "keras.layers").put("class_name", kind);
    String json =
        ConfigFactory.parseString(weights.isEmpty() ? config : INITIALISED + config)
            .root()
            .render(ConfigRenderOptions.concise());
    ObjectNode settings = (ObjectNode) Json.parse(json);
    settings.put("name", name).put("trainable", true);
    layer.set("config", settings);
    if (functional) {
      ArrayNode nodes = layer.put("name", name).putArray("inbound_nodes");
      if (!inputs.isEmpty()) {
        ArrayNode node = nodes.addArray();
        inputs.forEach(input -> node.addArray().add(input).add(0).add(0).add(Json.object()));
      }
    }
    weighted.add(new Layer(name, weights));
    last = name;
    return this;
  }

  /** Writes the file. */
  Path write(Path path) {
    try (H5File file = new H5File(path.toString(), hdf5.H5F_ACC_TRUNC())) {
      text(file, "model_config", Json.text(model()));
      text(file, "keras_version", version);
      text(file, "backend", "tensorflow");
      try (Group root = file.createGroup("model_weights")) {
        names(root, "layer_names", weighted.stream().map(Layer::name).toList());
        text(root, "backend", "tensorflow");
        text(root, "keras_version", version);
        weighted.forEach(layer -> write(root, layer));
        write(root, new Layer("top_level_model_weights", Map.of()));
      }
      file._close();
    }
    return path;
  }

  private ObjectNode model() {
    ObjectNode model = Json.object().put("class_name", functional ? "Functional" : "Sequential");
    ObjectNode config = model.putObject("config").put("name", "model");
    config.set("layers", layers);
    if (functional) {
      config.putArray("input_layers").addArray().add("input_1").add(0).add(0);
      config.putArray("output_layers").addArray().add(last).add(0).add(0);
    }
    return model;
  }

  private static void write(Group root, Layer layer) {
    try (Group group = root.createGroup(layer.name())) {
      List<String> names =
          layer.weights().keySet().stream()
              .sorted()
              .map(tensor -> layer.name() + "/" + tensor + ":0")
              .toList();
      names(group, "weight_names", names);
      if (!names.isEmpty()) {
        group.createGroup(layer.name()).close();
      }
      layer
          .weights()
          .forEach((name, tensor) -> write(group, layer.name() + "/" + name + ":0", tensor));
    }
  }

  private static void write(Group group, String name, Tensor tensor) {
    try (DataSpace space = new DataSpace(tensor.shape().length, tensor.shape());
        DataType type = new DataType(PredType.IEEE_F32LE());
        DataSet set = group.createDataSet(name, type, space);
        FloatPointer values = new FloatPointer(tensor.values())) {
      set.write(values, type);
    }
  }

  /** A string of any length, as h5py writes Python's bytes. */
  private static void text(Group group, String name, String value) {
    try (StrType type = new StrType(PredType.C_S1(), hdf5.H5T_VARIABLE());
        DataSpace space = new DataSpace(hdf5.H5S_SCALAR);
        Attribute attribute = group.createAttribute(name, type, space)) {
      attribute.write(type, value);
    }
  }

  /** An array of strings of one length; without any, h5py makes it one of numbers. */
  private static void names(Group group, String name, List<String> values) {
    int length = values.stream().mapToInt(String::length).max().orElse(0);
    byte[] all = new byte[length * values.size()];
    for (int i = 0; i < values.size(); i++) {
      byte[] value = values.get(i).getBytes(UTF_8);
      System.arraycopy(value, 0, all, i * length, value.length);
    }
    try (DataType type =
            values.isEmpty()
                ? new DataType(PredType.IEEE_F64LE())
                : new StrType(PredType.C_S1(), length);
        DataSpace space = new DataSpace(1, new long[] {values.size()});
        Attribute attribute = group.createAttribute(name, type, space);
        BytePointer bytes = new BytePointer(all)) {
      if (!values.isEmpty()) {
        attribute.write(type, (Pointer) bytes);
      }
    }
  }
}
