package drover.dl4j.convolution;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks with convolutions, and what they are compared by. */
final class ConvolutionNetworks {

  static final InputType IMAGES = InputType.convolutional(11, 12, 3);

  private static final int CLASSES = 3;

  private ConvolutionNetworks() {}

  /** Those of the parameters and of the input; what is random in them is drawn alike each time. */
  static Pair<Gradient, INDArray> gradients(MultiLayerNetwork network, INDArray x) {
    Nd4j.getRandom().setSeed(11);
    return network.calculateGradients(x, labels(x.size(0)), null, null);
  }

  /** Equal to 1e-5 of the largest number. */
  static void assertClose(INDArray actual, INDArray expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    double largest = expected.amaxNumber().doubleValue();
    assertThat(largest).isPositive();
    assertThat(actual.sub(expected).amaxNumber().doubleValue()).isLessThan(1e-5 * largest);
  }

  /** A layer that stays DL4J's and wants the gradient of what it gives. */
  static DepthwiseConvolution2D learnsBefore() {
    return new DepthwiseConvolution2D.Builder(1, 1).weightInit(WeightInit.ONES).build();
  }

  static ConvolutionLayer.Builder convolution() {
    return new ConvolutionLayer.Builder(3, 3)
        .convolutionMode(ConvolutionMode.Same)
        .biasInit(0.1)
        .nOut(4);
  }

  static SubsamplingLayer pooling(int kernel) {
    return new SubsamplingLayer.Builder(PoolingType.MAX)
        .kernelSize(kernel, kernel)
        .stride(kernel, kernel)
        .build();
  }

  static MultiLayerNetwork network(
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

  static INDArray images(int examples) {
    return Nd4j.rand(examples, new long[] {examples, 3, 11, 12}).sub(0.5);
  }

  static INDArray labels(long examples) {
    INDArray labels = Nd4j.zeros(examples, CLASSES);
    for (long i = 0; i < examples; i++) {
      labels.putScalar(i, i % CLASSES, 1);
    }
    return labels;
  }
}
