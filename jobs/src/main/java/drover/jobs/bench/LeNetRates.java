package drover.jobs.bench;

import drover.dl4j.convolution.FastConvolutions;
import drover.dl4j.updaters.FastAdam;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Trains LeNet (5×5 convolutions of 32 and 64 filters, each with 2×2 max-pooling, then 128 units
 * and 10 classes) on 28×28 images of noise, in turns with DL4J's convolutions and with Drover's.
 */
final class LeNetRates {

  private static final int BATCH = 64;
  private static final int CLASSES = 10;
  private static final int ROUNDS = 9;

  /** Steps that the compiler needs until it has done its work. */
  private static final int WARM_UP = 40;

  private final INDArray images = Nd4j.rand(BATCH, 28 * 28);
  private final INDArray labels = Nd4j.zeros(BATCH, CLASSES);

  private LeNetRates() {
    for (int i = 0; i < BATCH; i++) {
      labels.putScalar(i, i % CLASSES, 1);
    }
  }

  /** Argument: the file for {@code {"dl4j": examples/s, "drover": examples/s, "ratio": …}}. */
  public static void main(String[] args) throws Exception {
    MultiLayerNetwork dl4j = network();
    MultiLayerNetwork drover = network();
    FastConvolutions.attachTo(drover);
    FastAdam.attachTo(drover);
    LeNetRates rates = new LeNetRates();
    rates.train(dl4j, 2);
    rates.train(drover, WARM_UP);
    double[] dl4jRates = new double[ROUNDS];
    double[] droverRates = new double[ROUNDS];
    double[] ratios = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      dl4jRates[round] = rates.train(dl4j, 2);
      droverRates[round] = rates.train(drover, 8);
      ratios[round] = droverRates[round] / dl4jRates[round];
    }
    Files.writeString(
        Path.of(args[0]),
        String.format(
            Locale.ROOT,
            "{\"dl4j\": %s, \"drover\": %s, \"ratio\": %s}",
            median(dl4jRates),
            median(droverRates),
            median(ratios)));
  }

  /** Examples a second of these steps. */
  private double train(MultiLayerNetwork network, int steps) {
    long start = System.nanoTime();
    for (int step = 0; step < steps; step++) {
      network.fit(images, labels);
    }
    return BATCH * steps / ((System.nanoTime() - start) / 1e9);
  }

  private static double median(double[] values) {
    return Arrays.stream(values).sorted().skip(values.length / 2).findFirst().orElseThrow();
  }

  private static MultiLayerNetwork network() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(1e-3))
                .list()
                .layer(convolution(32))
                .layer(pooling())
                .layer(convolution(64))
                .layer(pooling())
                .layer(new DenseLayer.Builder().nOut(128).activation(Activation.RELU).build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutionalFlat(28, 28, 1))
                .build());
    network.init();
    return network;
  }

  private static ConvolutionLayer convolution(int filters) {
    return new ConvolutionLayer.Builder(5, 5).nOut(filters).activation(Activation.RELU).build();
  }

  private static SubsamplingLayer pooling() {
    return new SubsamplingLayer.Builder(PoolingType.MAX).kernelSize(2, 2).stride(2, 2).build();
  }
}
