package drover.core.pareto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ParetoFrontTest {

  private static final List<List<Double>> LOSSES =
      List.of(
          List.of(4.0, 1.0), // 0
          List.of(2.0, 3.0), // 1
          List.of(2.0, 3.0), // 2, as 1
          List.of(9.0, 2.0), // 3, worse than 0
          List.of(1.0, 5.0), // 4
          List.of(2.0, 4.0)); // 5, worse than 1

  @Test
  void inWhateverOrderTrialsArriveTheFrontIsTheSame() {
    List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5));
    for (int seed = 0; seed < 50; seed++) {
      Collections.shuffle(order, new Random(seed));
      ParetoFront front = new ParetoFront();
      order.forEach(id -> front.add(id, LOSSES.get(id)));
      assertThat(front.ids()).containsExactly(4, 1, 0);
      assertThat(front.reference()).containsExactly(9.0, 5.0);
      assertThat(front.hypervolume()).isEqualTo((9 - 4) * 4 + (4 - 2) * 2);
    }
  }

  @Test
  void theHypervolumeNeverShrinks() {
    ParetoFront front = new ParetoFront();
    Random random = new Random(3);
    double before = front.hypervolume();
    for (int id = 0; id < 200; id++) {
      front.add(id, List.of(random.nextGaussian(), random.nextGaussian(), random.nextGaussian()));
      assertThat(front.hypervolume()).isGreaterThanOrEqualTo(before - 1e-9);
      before = front.hypervolume();
    }
    assertThat(before).isPositive();
  }

  @Test
  void withOneGoalItIsTheBestTrialTheEarliestOfEqualOnes() {
    ParetoFront front = new ParetoFront();
    front.add(2, List.of(1.0));
    front.add(1, List.of(1.0));
    front.add(0, List.of(3.0));
    assertThat(front.ids()).containsExactly(1);
    assertThat(front.hypervolume()).isEqualTo(2);
  }
}
