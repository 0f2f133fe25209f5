package drover.dl4j.convolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class FastConvolutionsTest {

  private static final int CLASSES = 3;
  private static final InputType IMAGES = InputType.convolutional(11, 12, 3);

  /** A window, for a convolution or for pooling. */
  record Window(
      List<Integer> kernel,
      List<Integer> stride,
      List<Integer> padding,
      int dilation,
      ConvolutionMode mode) {

    static int[] pair(List<Integer> values) {
      return values.stream().mapToInt(Integer::intValue).toArray();
    }
  }

  static Stream<Window> windows() {
    Stream.Builder<Window> windows = Stream.builder();
    for (List<Integer> kernel : List.of(List.of(1, 1), List.of(3, 3), List.of(2, 4))) {
      for (List<Integer> stride : List.of(List.of(1, 1), List.of(2, 2), List.of(3, 1))) {
        for (int dilation = 1; dilation <= 2; dilation++) {
          List<Integer> none = List.of(0, 0);
          List<Integer> some = List.of(kernel.get(0) / 2, (kernel.get(1) + 1) / 2);
          windows.add(new Window(kernel, stride, none, dilation, ConvolutionMode.Truncate));
          windows.add(new Window(kernel, stride, some, dilation, ConvolutionMode.Truncate));
          windows.add(new Window(kernel, stride, none, dilation, ConvolutionMode.Same));
        }
      }
    }
    return windows.build();
  }

  @ParameterizedTest
  @MethodSource("windows")
  void aConvolutionEqualsDl4js(Window window) {
    assertEqualToDl4j(IMAGES, convolution(window, Activation.RELU));
    assertEqualToDl4j(IMAGES, convolution().build(), convolution(window, Activation.TANH));
  }

  static Stream<Window> pools() {
    return windows().filter(window -> window.padding().get(1) < window.kernel().get(1));
  }

  @ParameterizedTest
  @MethodSource("pools")
  void maxPoolingEqualsDl4js(Window window) {
    ConvolutionLayer below = convolution().activation(Activation.TANH).build();
    assertEqualToDl4j(IMAGES, below, pooling(window));
    // Of the equal zeros that a ReLU makes, both choose the first.
    assertEqualToDl4j(IMAGES, convolution().activation(Activation.RELU).build(), pooling(window));
  }

  @ParameterizedTest
  @EnumSource(
      value = Activation.class,
      names = {"IDENTITY", "TANH", "LEAKYRELU", "RELU6", "GELU", "SWISH", "SOFTPLUS"})
  void everyActivationEqualsDl4js(Activation activation) {
    assertEqualToDl4j(
        IMAGES,
        convolution().activation(activation).build(),
        convolution().activation(activation).build());
  }

  @Test
  void aConvolutionWithoutBiasEqualsDl4js() {
    assertEqualToDl4j(
        IMAGES,
        convolution().hasBias(false).activation(Activation.RELU).build(),
        convolution().hasBias(false).build());
  }

  /** The noise changes what the first convolution gave, in place. */
  @Test
  void noiseOnTheInputAndTheWeightsEqualsDl4js() {
    assertEqualToDl4j(
        IMAGES,
        convolution().dropOut(0.5).activation(Activation.RELU).build(),
        convolution().dropOut(new GaussianNoise(0.5)).activation(Activation.RELU).build(),
        convolution().weightNoise(new DropConnect(0.5)).build());
  }

  @Test
  void whatIsNotSupportedStaysDl4js() {
    MultiLayerNetwork network =
        network(
            IMAGES,
            new SeparableConvolution2D.Builder(3, 3).nOut(2).build(),
            new DepthwiseConvolution2D.Builder(3, 3).depthMultiplier(2).build(),
            new SubsamplingLayer.Builder(PoolingType.AVG).kernelSize(2, 2).build());
    List<Layer> before = List.of(network.getLayers().clone());
    FastConvolutions.attachTo(network);
    assertThat(network.getLayers()).containsExactlyElementsOf(before);
  }

  @Test
  void channelsLastStaysDl4js() {
    InputType last = InputType.convolutional(11, 12, 3, CNN2DFormat.NHWC);
    MultiLayerNetwork network = network(last, convolution().dataFormat(CNN2DFormat.NHWC).build());
    FastConvolutions.attachTo(network);
    assertThat(network.getLayer(0)).isNotInstanceOf(FastConvolution.class);
  }

  @Test
  void aGraphEqualsDl4js() {
    ComputationGraph stock = network(IMAGES, convolution().build()).toComputationGraph();
    ComputationGraph fast = stock.clone();
    FastConvolutions.attachTo(fast);
    assertThat(fast.getLayer(0)).isInstanceOf(FastConvolution.class);
    assertThat(fast.getVertices()[1].getLayer()).isSameAs(fast.getLayer(0));
    for (int examples : new int[] {4, 3}) {
      INDArray x = images(examples);
      INDArray y = labels(examples);
      stock.fit(new INDArray[] {x}, new INDArray[] {y});
      fast.fit(new INDArray[] {x}, new INDArray[] {y});
    }
    assertClose(fast.params(), stock.params());
  }

  @Test
  void aFrozenConvolutionIsFastToo() {
    MultiLayerNetwork network =
        new TransferLearning.Builder(network(IMAGES, convolution().build(), convolution().build()))
            .setFeatureExtractor(0)
            .build();
    MultiLayerNetwork stock = network.clone();
    INDArray frozen = network.getParam("0_W").dup();
    FastConvolutions.attachTo(network);
    network.fit(images(4), labels(4));
    stock.fit(images(4), labels(4));
    assertThat(network.getParam("0_W")).isEqualTo(frozen);
    assertClose(network.params(), stock.params());
  }

  /** The gradients of the same layers, asked for twice after one forward pass. */
  @Test
  void aSecondBackwardPassEqualsTheFirst() {
    MultiLayerNetwork network = network(IMAGES, learnsBefore(), convolution().build());
    FastConvolutions.attachTo(network);
    network.initGradientsView();
    LayerWorkspaceMgr none = LayerWorkspaceMgr.noWorkspaces();
    Layer layer = network.getLayer(1);
    INDArray output = layer.activate(images(4), true, none);
    INDArray epsilon = Nd4j.rand(7, output.shape());
    INDArray first = layer.backpropGradient(epsilon.dup(), none).getSecond().dup();
    INDArray weights = layer.getGradientsViewArray().dup();
    assertClose(layer.backpropGradient(epsilon.dup(), none).getSecond(), first);
    assertClose(layer.getGradientsViewArray(), weights);
  }

  /** A convolution before which nothing learns passes no gradient on, and learns the same. */
  @Test
  void theFirstConvolutionEqualsDl4js() {
    MultiLayerNetwork stock = network(IMAGES, pooling(2), convolution().build());
    MultiLayerNetwork fast = stock.clone();
    FastConvolutions.attachTo(fast);
    for (int examples : new int[] {4, 3}) {
      INDArray x = images(examples);
      Gradient expected = gradients(stock, x).getFirst();
      Pair<Gradient, INDArray> actual = gradients(fast, x);
      assertClose(actual.getFirst().gradient(), expected.gradient());
      assertThat(actual.getSecond().amaxNumber().doubleValue()).isZero();
    }
  }

  @Test
  void trainingAgainGivesTheSameBits() {
    INDArray[] params = new INDArray[2];
    for (int run = 0; run < 2; run++) {
      MultiLayerNetwork network = network(IMAGES, convolution().build(), pooling(2));
      FastConvolutions.attachTo(network);
      for (int step = 0; step < 5; step++) {
        network.fit(images(16), labels(16));
      }
      params[run] = network.params();
    }
    assertThat(params[0]).isEqualTo(params[1]);
    assertThat(Arrays.equals(params[0].toFloatVector(), params[1].toFloatVector())).isTrue();
  }

  @Test
  void theSavedModelIsPlain(@TempDir Path folder) throws IOException {
    MultiLayerNetwork network = network(IMAGES, convolution().build(), pooling(2));
    String configuration = network.getLayerWiseConfigurations().toJson();
    FastConvolutions.attachTo(network);
    network.fit(images(4), labels(4));
    File file = folder.resolve("model.zip").toFile();
    ModelSerializer.writeModel(network, file, true);
    MultiLayerNetwork restored = ModelSerializer.restoreMultiLayerNetwork(file, true);
    assertThat(restored.getLayerWiseConfigurations().toJson())
        .isEqualTo(network.getLayerWiseConfigurations().toJson());
    assertThat(configuration).doesNotContain("drover");
    assertThat(restored.getLayer(0)).isNotInstanceOf(FastConvolution.class);
    assertClose(restored.output(images(5)), network.output(images(5)));
  }

  private static void assertEqualToDl4j(
      InputType input, org.deeplearning4j.nn.conf.layers.Layer... layers) {
    MultiLayerNetwork stock =
        network(
            input,
            Stream.concat(Stream.of(learnsBefore()), Stream.of(layers))
                .toArray(org.deeplearning4j.nn.conf.layers.Layer[]::new));
    MultiLayerNetwork fast = stock.clone();
    FastConvolutions.attachTo(fast);
    assertThat(fast.getLayers())
        .filteredOn(layer -> layer instanceof FastConvolution || layer instanceof FastMaxPooling)
        .hasSize(layers.length);
    for (int examples : new int[] {4, 5, 3}) {
      INDArray x = images(examples);
      assertClose(fast.output(x), stock.output(x));
      assertGradientsEqual(fast, stock, x);
    }
  }

  private static void assertGradientsEqual(
      MultiLayerNetwork fast, MultiLayerNetwork stock, INDArray x) {
    Pair<Gradient, INDArray> expected = gradients(stock, x);
    Pair<Gradient, INDArray> actual = gradients(fast, x);
    assertClose(actual.getSecond(), expected.getSecond());
    Map<String, INDArray> of = expected.getFirst().gradientForVariable();
    assertThat(actual.getFirst().gradientForVariable().keySet()).isEqualTo(of.keySet());
    of.forEach(
        (name, value) -> {
          if (!name.startsWith("0_")) { // DL4J's own, of which the gradient of the input tells more
            assertClose(actual.getFirst().getGradientFor(name), value);
          }
        });
  }

  /** Those of the parameters and of the input; what is random in them is drawn alike each time. */
  private static Pair<Gradient, INDArray> gradients(MultiLayerNetwork network, INDArray x) {
    Nd4j.getRandom().setSeed(11);
    return network.calculateGradients(x, labels(x.size(0)), null, null);
  }

  /** Equal to 1e-5 of the largest number. */
  private static void assertClose(INDArray actual, INDArray expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    double largest = expected.amaxNumber().doubleValue();
    assertThat(largest).isPositive();
    assertThat(actual.sub(expected).amaxNumber().doubleValue()).isLessThan(1e-5 * largest);
  }

  /** A layer that stays DL4J's and wants the gradient of what it gives. */
  private static DepthwiseConvolution2D learnsBefore() {
    return new DepthwiseConvolution2D.Builder(1, 1).weightInit(WeightInit.ONES).build();
  }

  private static ConvolutionLayer.Builder convolution() {
    return new ConvolutionLayer.Builder(3, 3)
        .convolutionMode(ConvolutionMode.Same)
        .biasInit(0.1)
        .nOut(4);
  }

  private static ConvolutionLayer convolution(Window window, Activation activation) {
    return new ConvolutionLayer.Builder(
            Window.pair(window.kernel()),
            Window.pair(window.stride()),
            Window.pair(window.padding()))
        .dilation(window.dilation(), window.dilation())
        .convolutionMode(window.mode())
        .activation(activation)
        .biasInit(0.1)
        .nOut(4)
        .build();
  }

  private static SubsamplingLayer pooling(Window window) {
    return new SubsamplingLayer.Builder(
            PoolingType.MAX,
            Window.pair(window.kernel()),
            Window.pair(window.stride()),
            Window.pair(window.padding()))
        .dilation(window.dilation(), window.dilation())
        .convolutionMode(window.mode())
        .build();
  }

  private static SubsamplingLayer pooling(int kernel) {
    return new SubsamplingLayer.Builder(PoolingType.MAX)
        .kernelSize(kernel, kernel)
        .stride(kernel, kernel)
        .build();
  }

  private static MultiLayerNetwork network(
      InputType input, org.deeplearning4j.nn.conf.layers.Layer... layers) {
    var list = new NeuralNetConfiguration.Builder().seed(5).updater(new Adam(1e-3)).list();
    for (org.deeplearning4j.nn.conf.layers.Layer layer : layers) {
      list.layer(layer.clone());
    }
    list.layer(
        new OutputLayer.Builder(LossFunction.MCXENT)
            .nOut(CLASSES)
            .activation(Activation.SOFTMAX)
            .build());
    MultiLayerNetwork network = new MultiLayerNetwork(list.setInputType(input).build());
    network.init();
    return network;
  }

  private static INDArray images(int examples) {
    return Nd4j.rand(examples, new long[] {examples, 3, 11, 12}).sub(0.5);
  }

  private static INDArray labels(long examples) {
    INDArray labels = Nd4j.zeros(examples, CLASSES);
    for (long i = 0; i < examples; i++) {
      labels.putScalar(i, i % CLASSES, 1);
    }
    return labels;
  }
}
