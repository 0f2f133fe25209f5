package drover.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.config.Sections;
import drover.dl4j.layers.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * What follows a sequence's end changes nothing. (A first layer that looks beyond it sees the zeros
 * that features have there.)
 */
class MasksTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{ lstm { units = 3 } }]",
        "[{ rnn { units = 3, bidirectional = true } }, dense]",
        "[{ attention { heads = 2 } }, { global-pool { type = avg } }]",
        "[positions, layer-norm, attention, global-pool]",
        "[{ residual { layers = [{ lstm { units = 4 } }] } }, { global-pool { type = avg } }]",
        "[{ conv { kernel = 1 } }, batch-norm, dropout, { global-pool { type = avg } }]",
        "[{ conv { kernel = 1 } }, conv, conv, { global-pool { type = avg } }]",
        "[{ conv { kernel = 1 } }, batch-norm, { conv { stride = 2 } }, global-pool]",
        "[{ conv { kernel = 1 } }, conv, { pool { kernel = 3, stride = 1, type = avg } }, { lstm { units = 3 } }]",
        "[{ conv { kernel = 1 } }, { conv { stride = 2 } }, { residual { layers = [conv] } }, { lstm { units = 3 } }]",
        "[layer-norm, { conv { kernel = 2, padding = valid } }, { conv { dilation = 2 } }, attention, global-pool]",
      })
  void masksHideIt(String layers) throws Exception {
    Dl4jSettings settings =
        Dl4jSettings.read(Sections.resolved("network = " + layers, "objective.dl4j"));
    Network network =
        Networks.create(settings, new Shape.Sequence(6, 4), Task.CLASSIFICATION, 3, 1);
    INDArray mask = Nd4j.create(new float[][] {{1, 1, 1, 1, 0, 0}, {1, 1, 1, 1, 1, 1}});
    INDArray features = Nd4j.rand(2, 4, 6);
    INDArray output = network.output(features.dup(), mask).dup();
    INDArray other = features.dup();
    other.get(NDArrayIndex.point(0), NDArrayIndex.all(), NDArrayIndex.interval(4, 6)).assign(9);
    assertThat(network.output(other.dup(), mask).equalsWithEps(output, 1e-5)).isTrue();
    assertThat(network.output(other, Nd4j.ones(2, 6)).equalsWithEps(output, 1e-5)).isFalse();
    network.release();
  }
}
