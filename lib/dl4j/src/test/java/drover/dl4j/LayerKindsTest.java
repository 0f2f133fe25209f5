package drover.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.config.Sections;
import drover.dl4j.layers.Cost;
import drover.dl4j.layers.Layers;
import drover.dl4j.layers.Shape;
import java.nio.file.Path;
import org.deeplearning4j.nn.api.Layer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Each kind of layer, in a network that trains on a tiny problem. */
class LayerKindsTest {

  private static final int EXAMPLES = 6;
  private static final INDArray LABELS =
      Nd4j.create(new float[][] {{1, 0}, {0, 1}, {1, 0}, {0, 1}, {1, 0}, {0, 1}});

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[dense]",
        "[{ dense { dropout = 0.2 } }, batch-norm, { dropout { rate = 0.1, type = spatial } }]",
        "[{ dense { activation = selu } }, { dropout { rate = 0.1, type = alpha } }]",
        "[{ dropout { rate = 0.1, type = gaussian } }]",
        "[{ residual { layers = [{ dense { units = 12 } }] } }, dense]",
        "[{ residual { layers = [{ dense { units = 9 } }, batch-norm] } }]",
        "[{ parallel { branches = [[dense], [{ dense { units = 3 } }, dropout], []] } }]",
        "[{ repeat { times = 3, layers = [{ dense { units = 5 } }] } }]",
        "[{ repeat { times = 0, layers = [dense] } }]",
      })
  void vectors(String network) throws Exception {
    assertTrains(network, new Shape.Flat(12), Nd4j.rand(EXAMPLES, 12), null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{ conv { filters = 3, dilation = 2, padding = valid } }, pool]",
        "[{ conv { filters = 3, stride = 2, separable = true } }, batch-norm, dense]",
        "[{ conv { separable = true, kernel = 2, dilation = 2, padding = valid } }, global-pool]",
        "[conv, { dropout { type = spatial, rate = 0.2 } }, { global-pool { type = avg } }]",
        "[{ residual { layers = [{ conv { filters = 2 } }, batch-norm] } }]",
        "[{ residual { layers = [{ conv { filters = 5, stride = 2 } }, conv] } }, global-pool]",
        "[{ residual { layers = [pool] } }, dense]",
        "[{ parallel { branches = [[], [{ conv { filters = 4 } }]] } }, pool]",
        "[{ parallel { branches = [[conv, global-pool], [{ dense { units = 3 } }]] } }]",
        "[{ parallel { merge = add, branches = [[conv], [{ conv { kernel = 1 } }, dropout]] } }]",
        "[{ repeat { times = 2, layers = [{ residual { layers = [{ conv { filters = 4 } }] } }] } }]",
      })
  void images(String network) throws Exception {
    assertTrains(network, new Shape.Image(8, 6, 2), Nd4j.rand(EXAMPLES, 96), null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[dense]",
        "[{ conv { filters = 3, kernel = 2, padding = valid } }, batch-norm, pool, dense]",
        "[{ conv { filters = 3, dilation = 2 } }, { pool { type = avg } }, global-pool]",
        "[{ conv { stride = 2 } }, { global-pool { type = avg } }]",
        "[{ lstm { units = 5 } }]",
        "[{ lstm { units = 5, bidirectional = true } }, dropout, dense]",
        "[{ rnn { units = 5 } }, { dropout { rate = 0.2 } }, { lstm { units = 4 } }]",
        "[{ rnn { units = 5, bidirectional = true } }, batch-norm, global-pool]",
        "[positions, { attention { heads = 2 } }, global-pool]",
        "[layer-norm, { attention { heads = 5, units = 7, dropout = 0.1 } }, { lstm { units = 3 } }]",
        "[{ residual { layers = [{ lstm { units = 6 } }] } }, { global-pool { type = avg } }]",
        "[{ residual { layers = [{ conv { stride = 3 } }] } }, dense]",
        "[{ parallel { branches = [[{ lstm { units = 4 } }], [conv, global-pool]] } }, dense]",
      })
  void sequences(String network) throws Exception {
    assertTrains(network, new Shape.Sequence(8, 4), Nd4j.rand(EXAMPLES, 4, 8), null);
    if (!network.contains("valid")) {
      INDArray mask = mask();
      INDArray features = Nd4j.rand(EXAMPLES, 4, 8).mul(mask.reshape(EXAMPLES, 1, 8));
      assertTrains(network, new Shape.Sequence(8, 4), features, mask);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{ embedding { units = 6 } }, { conv { filters = 5 } }, global-pool]",
        "[{ embedding { units = 6 } }, lstm]",
        "[{ embedding { units = 6 } }, positions, { attention { heads = 2 } }, global-pool]",
        "[{ repeat { times = 1, layers = [embedding] } }, batch-norm, dense]",
      })
  void tokens(String network) throws Exception {
    INDArray words = Nd4j.rand(EXAMPLES, 8).mul(11);
    INDArray mask = mask();
    assertTrains(
        network, new Shape.Tokens(8, 11), Nd4j.math().floor(words).mul(mask), mask);
  }

  private static INDArray mask() {
    INDArray mask = Nd4j.ones(EXAMPLES, 8);
    for (int i = 0; i < EXAMPLES; i++) {
      for (int step = 8 - i; step < 8; step++) {
        mask.putScalar(i, step, 0);
      }
    }
    return mask;
  }

  private void assertTrains(
      String network, Shape input, INDArray features, @Nullable INDArray mask) throws Exception {
    Dl4jSettings settings = settings(network);
    Network made = Networks.create(settings, input, Task.CLASSIFICATION, 2, 1);
    assertThat(made).isInstanceOf(isBranched(network) ? Graph.class : Sequential.class);

    Cost cost = Networks.cost(settings, input, Task.CLASSIFICATION, 2);
    assertThat(cost.parameters()).isEqualTo(made.params().length());
    Layer[] layers = made.layers();
    assertThat(layers[layers.length - 1].getParam("W").size(0))
        .as("DL4J's own idea of the last shape")
        .isEqualTo(Layers.output(settings.network(), input).size());
    assertThat(made.output(features, mask).shape()).containsExactly(EXAMPLES, 2);

    INDArray before = made.params().dup();
    made.fit(features, LABELS, mask);
    double first = made.score();
    for (int step = 0; step < 15; step++) {
      made.fit(features, LABELS, mask);
    }
    assertThat(made.score()).isLessThan(first - 0.01);
    assertThat(share(made.params().neq(before))).as("weights that learned").isGreaterThan(0.5);

    Path file = folder.resolve("network.zip");
    made.save(file.toFile());
    Network restored = Networks.restore(file.toFile(), true);
    assertThat(restored.output(features, mask)).isEqualTo(made.output(features, mask));
    restored.fit(features, LABELS, mask);
    made.release();
    restored.release();
  }

  private static double share(INDArray truths) {
    return truths.castTo(DataType.FLOAT).meanNumber().doubleValue();
  }

  private static boolean isBranched(String network) {
    return network.contains("residual")
        || network.contains("parallel")
        || network.contains("attention");
  }

  private static Dl4jSettings settings(String network) {
    String training = "training { updater { adam { learning-rate = 0.03 } }, batch-size = 6 }";
    return Dl4jSettings.read(
        Sections.resolved("network = " + network + "\n" + training, "objective.dl4j"));
  }
}
