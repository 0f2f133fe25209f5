package drover.dl4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.core.config.Sections;
import drover.dl4j.layers.Shape.Flat;
import drover.dl4j.layers.Shape.Image;
import org.junit.jupiter.api.Test;

class LayersTest {

  private static final Image INPUT = new Image(8, 6, 3);

  @Test
  void infersShapes() throws InfeasibleException {
    assertThat(output("[]")).isEqualTo(INPUT);
    assertThat(output("[{ conv { filters = 5 } }]")).isEqualTo(new Image(8, 6, 5));
    assertThat(output("[{ conv { filters = 5, padding = valid } }]")).isEqualTo(new Image(6, 4, 5));
    assertThat(output("[{ conv { filters = 5, stride = 4 } }]")).isEqualTo(new Image(2, 2, 5));
    assertThat(output("[{ conv { filters = 5, kernel = 9 } }]"))
        .as("zeros pad what a kernel lacks")
        .isEqualTo(new Image(8, 6, 5));
    assertThat(output("[pool]")).isEqualTo(new Image(4, 3, 3));
    assertThat(output("[{ pool { kernel = 3 } }]"))
        .as("a stride of the kernel, and what overhangs is left out")
        .isEqualTo(new Image(2, 2, 3));
    assertThat(output("[{ pool { kernel = 3, stride = 1, type = avg } }]"))
        .isEqualTo(new Image(6, 4, 3));
    assertThat(output("[batch-norm, dropout]")).isEqualTo(INPUT);
    assertThat(output("[conv, { dense { units = 7 } }, batch-norm, dropout]"))
        .isEqualTo(new Flat(7));
  }

  @Test
  void aWindowLargerThanItsInputIsInfeasible() {
    assertInfeasible("[pool, pool, { pool { kernel = 3 } }]", "network.2.pool: kernel 3", "2x1");
    assertInfeasible(
        "[{ conv { kernel = 7, padding = valid } }]",
        "network.0.conv: kernel 7 is larger than its input 8x6",
        "");
  }

  @Test
  void anImageLayerBehindADenseOneIsInfeasible() {
    assertInfeasible(
        "[{ dense { units = 9 } }, conv]", "network.1.conv", "a vector of 9, not an image");
  }

  @Test
  void infersShapesOfSequences() throws InfeasibleException {
    Shape input = new Shape.Sequence(9, 4);
    assertThat(output("[{ conv { filters = 5, dilation = 2, padding = valid } }]", input))
        .isEqualTo(new Shape.Sequence(5, 5));
    assertThat(output("[{ lstm { units = 6 } }, pool, dropout]", input))
        .as("a pool wants a sequence")
        .isEqualTo(new Shape.Sequence(4, 6));
    assertThat(output("[{ lstm { units = 6, bidirectional = true } }, dropout]", input))
        .as("what follows wants a vector")
        .isEqualTo(new Flat(12));
    assertThat(output("[attention, { residual { layers = [{ rnn { units = 3 } }] } }]", input))
        .isEqualTo(new Shape.Sequence(9, 3));
    assertThat(output("[{ parallel { branches = [[], [{ conv { filters = 3 } }]] } }]", input))
        .isEqualTo(new Shape.Sequence(9, 7));
    assertThat(output("[embedding, global-pool]", new Shape.Tokens(9, 50))).isEqualTo(new Flat(32));
  }

  @Test
  void saysWhereInBlocksLayersDoNotFit() {
    assertInfeasible(
        "[conv, { residual { layers = [pool, { repeat { times = 2, layers = [lstm] } }] } }]",
        "network.1.residual.layers.1.repeat.layers.0.lstm: its input is an image of 4x3",
        "not a sequence");
    assertInfeasible(
        "[{ parallel { branches = [[conv], [pool, dense, pool]] } }]",
        "network.0.parallel.branches.1.2.pool: its input is a vector of 64",
        "");
    assertInfeasible(
        "[{ parallel { branches = [[conv], [pool]] } }]",
        "network.0.parallel: its branches make 8x6 and 4x3",
        "concat");
    assertInfeasible(
        "[{ residual { layers = [{ pool { kernel = 3, stride = 1 } }] } }]",
        "network.0.residual: its layers make 6x4 of 8x6",
        "stride");
    assertThatThrownBy(() -> output("[]", new Shape.Tokens(9, 50))).hasMessageContaining("embedding");
    assertThatThrownBy(() -> output("[lstm]", new Shape.Tokens(9, 50)))
        .hasMessage("network.0.lstm: its input is 9 tokens; place an embedding before it");
  }

  private static void assertInfeasible(String network, String start, String holds) {
    assertThatThrownBy(() -> output(network))
        .isInstanceOf(InfeasibleException.class)
        .hasMessageStartingWith(start)
        .hasMessageContaining(holds);
  }

  private static Shape output(String network) throws InfeasibleException {
    return output(network, INPUT);
  }

  private static Shape output(String network, Shape input) throws InfeasibleException {
    var objective = Sections.resolved("network = " + network, "objective.dl4j");
    return Layers.output(Layers.read(objective), input);
  }
}
