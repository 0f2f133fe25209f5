package drover.dl4j.convolution;

import static drover.dl4j.convolution.ConvolutionNetworks.IMAGES;
import static drover.dl4j.convolution.ConvolutionNetworks.assertClose;
import static drover.dl4j.convolution.ConvolutionNetworks.gradients;
import static drover.dl4j.convolution.ConvolutionNetworks.images;
import static drover.dl4j.convolution.ConvolutionNetworks.learnsBefore;
import static drover.dl4j.convolution.ConvolutionNetworks.network;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Each fast layer beside DL4J's, over a grid of windows. */
class FastConvolutionsTest {

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
      for (List<Integer> stride :
          List.of(List.of(1, 1), List.of(2, 2), List.of(3, 1), List.of(1, 2))) {
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
  }

  /** So many channels that the vertical cells have products of their own. */
  @ParameterizedTest
  @MethodSource("windows")
  void aConvolutionOfManyChannelsEqualsDl4js(Window window) {
    assertEqualToDl4j(
        IMAGES,
        ConvolutionNetworks.convolution().nOut(12).activation(Activation.TANH).build(),
        convolution(window, Activation.TANH));
  }

  static Stream<Window> pools() {
    return windows().filter(window -> window.padding().get(1) < window.kernel().get(1));
  }

  @ParameterizedTest
  @MethodSource("pools")
  void maxPoolingEqualsDl4js(Window window) {
    ConvolutionLayer below = ConvolutionNetworks.convolution().activation(Activation.TANH).build();
    assertEqualToDl4j(IMAGES, below, pooling(window));
    // Of the equal zeros that a ReLU makes, both choose the first.
    assertEqualToDl4j(
        IMAGES,
        ConvolutionNetworks.convolution().activation(Activation.RELU).build(),
        pooling(window));
  }

  @ParameterizedTest
  @EnumSource(
      value = Activation.class,
      names = {"IDENTITY", "TANH", "LEAKYRELU", "RELU6", "GELU", "SWISH", "SOFTPLUS"})
  void everyActivationEqualsDl4js(Activation activation) {
    assertEqualToDl4j(
        IMAGES,
        ConvolutionNetworks.convolution().activation(activation).build(),
        ConvolutionNetworks.convolution().activation(activation).build());
  }

  @Test
  void aConvolutionWithoutBiasEqualsDl4js() {
    assertEqualToDl4j(
        IMAGES,
        ConvolutionNetworks.convolution().hasBias(false).activation(Activation.RELU).build(),
        ConvolutionNetworks.convolution().hasBias(false).build());
  }

  /** The noise changes what the first convolution gave, in place. */
  @Test
  void noiseOnTheInputAndTheWeightsEqualsDl4js() {
    assertEqualToDl4j(
        IMAGES,
        ConvolutionNetworks.convolution().dropOut(0.5).activation(Activation.RELU).build(),
        ConvolutionNetworks.convolution()
            .dropOut(new GaussianNoise(0.5))
            .activation(Activation.RELU)
            .build(),
        ConvolutionNetworks.convolution().weightNoise(new DropConnect(0.5)).build());
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
}
