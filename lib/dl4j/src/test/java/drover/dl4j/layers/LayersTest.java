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

  private static void assertInfeasible(String network, String start, String holds) {
    assertThatThrownBy(() -> output(network))
        .isInstanceOf(InfeasibleException.class)
        .hasMessageStartingWith(start)
        .hasMessageContaining(holds);
  }

  private static Shape output(String network) throws InfeasibleException {
    var objective = Sections.resolved("network = " + network, "objective.dl4j");
    return Layers.output(Layers.read(objective), INPUT);
  }
}
