package drover.dl4j.layers;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.config.Sections;
import org.junit.jupiter.api.Test;

/** Costs worked out by hand. */
class CostTest {

  @Test
  void multiplyAddsOfLeNet() throws Exception {
    String network =
        "[{ conv { filters = 20, kernel = 5, padding = valid } }, pool,"
            + " { conv { filters = 50, kernel = 5, padding = valid } }, pool,"
            + " { dense { units = 500 } }]";
    Cost cost = cost(network, new Shape.Image(28, 28, 1));
    assertThat(cost.multiplyAdds()).isEqualTo(288_000 + 1_600_000 + 400_000);
    assertThat(cost.parameters()).isEqualTo(520 + 25_050 + 400_500);
    assertThat(cost.activations()).isEqualTo(11_520 + 2_880 + 3_200 + 800 + 500);
    assertThat(cost.columns()).as("25 numbers at 24x24 pixels; 500 at 8x8").isEqualTo(32_000);
    assertThat(cost.flops()).isEqualTo(4_576_000);
    assertThat(cost.bytes(10, 2, 10)).isEqualTo(4L * (4 * 426_070 + 10 * (2 * 18_900 + 32_000)));
    assertThat(cost.bytes(10, 2, 1)).isEqualTo(4L * (4 * 426_070 + 10 * 2 * 18_900 + 32_000));
  }

  @Test
  void multiplyAddsOfSequences() throws Exception {
    Shape input = new Shape.Sequence(10, 4);
    assertThat(multiplyAdds("[{ lstm { units = 3 } }]", input)).isEqualTo(10 * 4 * 3 * (4 + 3));
    assertThat(multiplyAdds("[{ rnn { units = 3, bidirectional = true } }]", input))
        .isEqualTo(2 * 10 * 3 * (4 + 3));
    assertThat(multiplyAdds("[{ conv { filters = 6, kernel = 3, stride = 2 } }]", input))
        .isEqualTo(5 * 3 * 4 * 6);
    int attention = 10 * 4 * (4 * 4) + 2 * 10 * 10 * 4;
    int dense = 10 * (4 * 7 + 7 * 4);
    assertThat(multiplyAdds("[{ attention { heads = 2, units = 7 } }]", input))
        .isEqualTo(attention + dense);
  }

  @Test
  void multiplyAddsOfBranches() throws Exception {
    Shape input = new Shape.Image(6, 6, 2);
    assertThat(multiplyAdds("[{ conv { filters = 5, separable = true } }]", input))
        .isEqualTo(36 * (9 * 2 + 2 * 5));
    assertThat(
            multiplyAdds(
                "[{ residual { layers = [{ conv { filters = 4, stride = 2 } }] } }]", input))
        .as("with the projection")
        .isEqualTo(9 * (9 * 2 * 4 + 2 * 4));
    assertThat(
            multiplyAdds(
                "[{ parallel { branches = [[{ dense { units = 3 } }], [dense]] } }]", input))
        .isEqualTo(72 * 3 + 72 * 64);
    assertThat(
            multiplyAdds("[{ repeat { times = 3, layers = [{ dense { units = 5 } }] } }]", input))
        .isEqualTo(72 * 5 + 25 + 25);
  }

  private static long multiplyAdds(String network, Shape input) throws Exception {
    return cost(network, input).multiplyAdds();
  }

  private static Cost cost(String network, Shape input) throws Exception {
    var layers = Layers.read(Sections.resolved("network = " + network, "objective.dl4j"));
    Layers.output(layers, input);
    return Layers.cost(layers, input);
  }
}
