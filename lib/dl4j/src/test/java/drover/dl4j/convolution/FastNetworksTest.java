package drover.dl4j.convolution;

import static drover.dl4j.convolution.ConvolutionNetworks.IMAGES;
import static drover.dl4j.convolution.ConvolutionNetworks.assertClose;
import static drover.dl4j.convolution.ConvolutionNetworks.convolution;
import static drover.dl4j.convolution.ConvolutionNetworks.gradients;
import static drover.dl4j.convolution.ConvolutionNetworks.images;
import static drover.dl4j.convolution.ConvolutionNetworks.labels;
import static drover.dl4j.convolution.ConvolutionNetworks.learnsBefore;
import static drover.dl4j.convolution.ConvolutionNetworks.network;
import static drover.dl4j.convolution.ConvolutionNetworks.pooling;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Networks in which fast layers take the places of DL4J's. */
class FastNetworksTest {

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
}
