package drover.dl4j;

import static drover.dl4j.KerasReference.convolution;
import static drover.dl4j.KerasReference.relu;
import static drover.dl4j.KerasReference.sigmoid;
import static drover.dl4j.KerasReference.softmax;
import static drover.dl4j.KerasReference.times;
import static drover.dl4j.KerasReference.windows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import drover.core.Outcome.Infeasible;
import drover.core.Randomness;
import drover.core.UnusableStudyException;
import drover.core.config.Mistakes;
import drover.dl4j.KerasModelWriter.Tensor;
import drover.dl4j.layers.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trainings that begin with a model of Keras. What networks give with its weights is compared with
 * what the layers of Keras give, computed here as its documentation says.
 */
class KerasTransferTest {

  private static final String CONV =
      "filters: 3, kernel_size: [3, 3], strides: [1, 1], padding: same, data_format: channels_last,"
          + " dilation_rate: [1, 1], groups: 1, activation: linear, use_bias: true";
  private static final String NETWORK =
      "[{ conv { filters = 3 } }, batch-norm, pool, { dense { units = 5 } }]";

  private final RandomGenerator random = Randomness.of(3, 0, "keras");
  private final Tensor kernel = tensor(3, 3, 2, 3);
  private final Tensor bias = tensor(3);
  private final Tensor gamma = tensor(3);
  private final Tensor beta = tensor(3);
  private final Tensor mean = tensor(3);
  private final Tensor variance = new Tensor(new float[] {0.5f, 1, 4}, 3);
  private final Tensor dense = tensor(12, 5);
  private final Tensor denseBias = tensor(5);
  private final Tensor output = tensor(5, 2);
  private final Tensor outputBias = tensor(2);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void imagesMeanTheSame(boolean functional) throws Exception {
    Network network = begun(images(functional), NETWORK, new Shape.Image(4, 4, 2));
    float[] image = tensor(4, 4, 2).values(); // rows, columns, channels
    float[] row = new float[image.length];
    for (int i = 0; i < image.length; i++) {
      row[i % 2 * 16 + i / 2] = image[i];
    }
    INDArray got = network.output(Nd4j.createFromArray(new float[][] {row}), null);
    assertThat(got.toFloatVector()).containsExactly(expected(image), within(1e-5f));
  }

  @Test
  void sequencesMeanTheSame() throws Exception {
    Tensor conv = tensor(2, 3, 4); // window, features, filters
    Tensor convBias = tensor(4);
    Tensor wide = tensor(5 * 4, 2);
    Path file =
        new KerasModelWriter(false)
            .input("6, 3")
            .layer(
                "Conv1D",
                "conv1d",
                "filters: 4, kernel_size: [2], strides: [1], padding: valid, dilation_rate: [1],"
                    + " data_format: channels_last, groups: 1, activation: relu, use_bias: true",
                Map.of("kernel", conv, "bias", convBias))
            .layer("Flatten", "flatten", "data_format: channels_last")
            .layer("Dense", "dense", dense(2, "softmax"), weights(wide, outputBias))
            .write(folder.resolve("sequences.h5"));
    String layers = "[{ conv { filters = 4, kernel = 2, padding = valid } }]";
    Network network = begun(file, layers, new Shape.Sequence(6, 3));
    float[] steps = tensor(6, 3).values();
    INDArray input = Nd4j.createFromArray(steps).reshape('c', 1, 6, 3).permute(0, 2, 1).dup('c');
    float[] inner = relu(windows(steps, 3, conv.values(), convBias.values(), 5));
    assertThat(network.output(input, null).toFloatVector())
        .containsExactly(softmax(times(inner, wide, outputBias)), within(1e-5f));
  }

  @Test
  void lstmMeansTheSame() throws Exception {
    Tensor input = tensor(3, 8);
    Tensor recurrent = tensor(2, 8);
    Tensor gateBias = tensor(8);
    Tensor last = tensor(2, 2);
    String config =
        "units: 2, activation: tanh, recurrent_activation: sigmoid, use_bias: true, dropout: 0.0,"
            + " recurrent_dropout: 0.0, return_sequences: false, unroll: false,"
            + " unit_forget_bias: true, go_backwards: false, stateful: false";
    Path file =
        new KerasModelWriter(false)
            .input("6, 3")
            .layer(
                "LSTM",
                "lstm",
                config,
                Map.of("kernel", input, "recurrent_kernel", recurrent, "bias", gateBias))
            .layer("Dense", "dense", dense(2, "softmax"), weights(last, outputBias))
            .write(folder.resolve("lstm.h5"));
    Network network = begun(file, "[{ lstm { units = 2 } }]", new Shape.Sequence(6, 3));
    float[] steps = tensor(6, 3).values();
    float[] state = new float[2];
    double[] cell = new double[2];
    for (int t = 0; t < 6; t++) {
      float[] gates = times(Arrays.copyOfRange(steps, 3 * t, 3 * t + 3), input, gateBias);
      float[] fed = times(state, recurrent, new Tensor(new float[8], 8));
      for (int u = 0; u < 2; u++) { // i, f, c, o
        double write = sigmoid(gates[u] + fed[u]) * Math.tanh(gates[4 + u] + fed[4 + u]);
        cell[u] = sigmoid(gates[2 + u] + fed[2 + u]) * cell[u] + write;
        state[u] = (float) (sigmoid(gates[6 + u] + fed[6 + u]) * Math.tanh(cell[u]));
      }
    }
    INDArray sequence = Nd4j.createFromArray(steps).reshape('c', 1, 6, 3).permute(0, 2, 1).dup('c');
    assertThat(network.output(sequence, null).toFloatVector())
        .containsExactly(softmax(times(state, last, outputBias)), within(1e-5f));
  }

  @Test
  void itsLayersFreezeAndLearnSlowly() throws Exception {
    Path blobs = Blobs.write(folder);
    Path file =
        new KerasModelWriter(false)
            .input("16")
            .layer("Dense", "first", dense(4, "relu"), weights(tensor(16, 4), tensor(4)))
            .layer("Dense", "second", dense(4, "relu"), weights(tensor(4, 4), tensor(4)))
            .write(folder.resolve("blobs.h5"));
    String layers = "[{ dense { units = 4 } }, { dense { units = 4 } }]";
    String still = "updater { sgd { learning-rate = 1e-30 } }";
    String sgd = "updater { sgd { learning-rate = 0.1 } }";
    Map<String, INDArray> begun = trained(blobs, layers, file, "", still);
    Map<String, INDArray> frozen = trained(blobs, layers, file, ", freeze = [0]", sgd);
    Map<String, INDArray> slow = trained(blobs, layers, file, ", rate-factor = 1e-4", sgd);
    assertThat(frozen.get("0_W")).isEqualTo(begun.get("0_W"));
    assertThat(moved(begun, frozen, "1_W")).isGreaterThan(0.01);
    assertThat(moved(begun, slow, "1_W")).isBetween(1e-8, 1e-3);
    assertThat(moved(begun, slow, "2_W")).isGreaterThan(0.01);
  }

  @Test
  void whatCannotBeReadIsOneMessage() throws Exception {
    Path good = images(false);
    byte[] bytes = Files.readAllBytes(good);
    Path cut = Files.write(folder.resolve("cut.h5"), Arrays.copyOf(bytes, bytes.length / 2));
    Path three = model(new KerasModelWriter(false).version("3.4.1")).write(folder.resolve("3.h5"));
    Path gru =
        new KerasModelWriter(false)
            .input("6, 3")
            .layer("GRU", "gru", "units: 3")
            .write(folder.resolve("gru.h5"));
    Path zip = Files.write(folder.resolve("empty.zip"), new byte[] {'P', 'K', 5, 6});
    assertUnusable(cut, "cut.h5 is damaged");
    assertUnusable(three, "3.h5 is of Keras 3.4.1; DL4J imports those of Keras 2");
    assertUnusable(gru, "gru.h5 is no model as Keras 2 saves it that DL4J can import", "GRU");
    assertUnusable(zip, "empty.zip is no model of DL4J, or damaged");
    assertUnusable(branched(), "branched.h5 has branches at");
  }

  @Test
  void whatDoesNotFitIsInfeasible() throws Exception {
    Path blobs = Blobs.write(folder);
    String from = "start-from { model = \"%s\" }".formatted(images(false));
    TestContext context = TestContext.of(Blobs.objective(blobs, "[]", from), folder);
    assertThat(context.evaluate(0))
        .isInstanceOfSatisfying(
            Infeasible.class,
            outcome -> assertThat(outcome.reason()).contains("start-from.model", "no weights"));
  }

  @Test
  void otherFilesAreMistakes() throws Exception {
    Path text = Files.writeString(folder.resolve("model.h5"), "not a model");
    Mistakes mistakes = new Mistakes();
    RunsTest.check("training { start-from { model = \"%s\" } }".formatted(text), mistakes);
    assertThat(mistakes.found())
        .singleElement()
        .asString()
        .contains("study.conf:1", "model.h5: is neither a model of DL4J (a zip file) nor one of");
    Mistakes none = new Mistakes();
    String model = "training { start-from { model = \"%s\" } }".formatted(images(false));
    assertThat(RunsTest.check(model, none).files()).hasSize(1);
    assertThat(none.found()).isEmpty();
  }

  private void assertUnusable(Path file, String... message) throws Exception {
    assertThatThrownBy(() -> begun(file, NETWORK, new Shape.Image(4, 4, 2)))
        .isInstanceOf(UnusableStudyException.class)
        .hasMessageStartingWith("training.start-from.model: " + folder)
        .hasMessageContainingAll(message);
  }

  /** A fresh network of Drover's that began with a model. */
  private Network begun(Path model, String layers, Shape shape) throws Exception {
    String objective =
        "network = %s, training { start-from { model = \"%s\" } }".formatted(layers, model);
    TestContext context = TestContext.of(objective, folder);
    Dl4jSettings settings = Dl4jSettings.read(context.settings());
    Network network = Networks.create(settings, shape, Task.CLASSIFICATION, 2, 1);
    Transfer.begin(settings.training().startFrom(), network, context);
    return network;
  }

  private Map<String, INDArray> trained(
      Path blobs, String layers, Path model, String more, String updater) throws Exception {
    String training =
        "epochs = 1, weights = last, %s, start-from { model = \"%s\"%s }"
            .formatted(updater, model, more);
    String data = "data { source = \"%s\", label = kind }, ".formatted(blobs);
    ResumableContext context =
        new ResumableContext(
            folder, data + "network = %s, training { %s }".formatted(layers, training));
    context.train(0, 1);
    return Networks.restore(context.model().toFile(), false).dl4j().paramTable();
  }

  private static double moved(Map<String, INDArray> from, Map<String, INDArray> to, String name) {
    return Objects.requireNonNull(from.get(name)).distance2(Objects.requireNonNull(to.get(name)));
  }

  private Path images(boolean functional) {
    return model(new KerasModelWriter(functional)).write(folder.resolve("images.h5"));
  }

  /** With layers that have no place in Drover's network. */
  private KerasModelWriter model(KerasModelWriter writer) {
    Map<String, Tensor> normalisation =
        Map.of("gamma", gamma, "beta", beta, "moving_mean", mean, "moving_variance", variance);
    return writer
        .input("4, 4, 2")
        .layer("Conv2D", "conv2d", CONV, Map.of("kernel", kernel, "bias", bias))
        .layer("Activation", "activation", "activation: relu")
        .layer(
            "BatchNormalization",
            "batch_normalization",
            "axis: [3], momentum: 0.99, epsilon: 0.001, center: true, scale: true",
            normalisation)
        .layer(
            "MaxPooling2D",
            "max_pooling2d",
            "pool_size: [2, 2], padding: valid, strides: [2, 2], data_format: channels_last")
        .layer("Flatten", "flatten", "data_format: channels_last")
        .layer("Dropout", "dropout", "rate: 0.5, noise_shape: null, seed: null")
        .layer("Dense", "dense", dense(5, "relu"), weights(dense, denseBias))
        .layer("Dense", "dense_1", dense(2, "softmax"), weights(output, outputBias));
  }

  private Path branched() {
    return new KerasModelWriter(true)
        .input("5")
        .layer("Dense", "left", dense(5, "relu"), weights(tensor(5, 5), tensor(5)))
        .layer(
            "Dense",
            "right",
            dense(5, "relu"),
            weights(tensor(5, 5), tensor(5)),
            List.of("input_1"))
        .layer("Add", "add", "{}", Map.of(), List.of("left", "right"))
        .write(folder.resolve("branched.h5"));
  }

  private static String dense(int units, String activation) {
    return "units: %d, activation: %s, use_bias: true".formatted(units, activation);
  }

  private static Map<String, Tensor> weights(Tensor kernel, Tensor bias) {
    return Map.of("kernel", kernel, "bias", bias);
  }

  private Tensor tensor(long... shape) {
    int size = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (0.3 * Randomness.gaussian(random));
    }
    return new Tensor(values, shape);
  }

  /** What Keras makes of an image of 4 x 4 pixels with 2 channels. */
  private float[] expected(float[] image) {
    float[] maps = relu(convolution(image, 4, kernel, bias));
    float[] pooled = new float[2 * 2 * 3];
    Arrays.fill(pooled, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < maps.length; i++) {
      int f = i % 3;
      double normal = (maps[i] - mean.values()[f]) / Math.sqrt(variance.values()[f]);
      float value = (float) (normal * gamma.values()[f] + beta.values()[f]);
      int place = i / 24 * 2 + i / 3 % 4 / 2;
      pooled[place * 3 + f] = Math.max(pooled[place * 3 + f], value);
    }
    return softmax(times(relu(times(pooled, dense, denseBias)), output, outputBias));
  }
}
