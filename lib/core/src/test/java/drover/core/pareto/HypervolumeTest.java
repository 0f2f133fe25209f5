package drover.core.pareto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HypervolumeTest {

  /** Stripes of width 1, 2 and 2 with heights 1, 3 and 5 up to (6, 6). */
  @Test
  void twoLossesAreAStaircase() {
    List<List<Double>> points =
        List.of(List.of(1.0, 5.0), List.of(4.0, 1.0), List.of(2.0, 3.0), List.of(3.0, 4.0));
    assertThat(Hypervolume.of(points, List.of(6.0, 6.0))).isEqualTo(1 * 1 + 2 * 3 + 2 * 5);
  }

  @Test
  void pointsBeyondTheReferenceAddNothing() {
    List<Double> reference = List.of(2.0, 2.0);
    List<Double> outside = List.of(-5.0, 2.0);
    assertThat(Hypervolume.of(List.of(List.of(1.0, 1.0), outside), reference)).isEqualTo(1);
    assertThat(Hypervolume.of(List.of(outside), reference)).isZero();
    assertThat(Hypervolume.of(List.of(), reference)).isZero();
  }

  @Test
  void oneLossIsTheDistanceOfTheBest() {
    assertThat(Hypervolume.of(List.of(List.of(3.0), List.of(1.0)), List.of(5.0))).isEqualTo(4);
  }

  /** Three boxes 1 × 2 × 3 in three directions share the unit cube: pairs share 1 × 1 × 2. */
  @Test
  void threeBoxesOverlapAsWorkedOutByHand() {
    List<List<Double>> points =
        List.of(List.of(2.0, 1.0, 0.0), List.of(0.0, 2.0, 1.0), List.of(1.0, 0.0, 2.0));
    List<Double> reference = List.of(3.0, 3.0, 3.0);
    double pairs = 1 * 1 * 2 + 1 * 1 * 2 + 1 * 1 * 2;
    assertThat(Hypervolume.of(points, reference)).isEqualTo(3 * 6 - pairs + 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void itIsTheSumOverInclusionsAndExclusions(int goals) {
    SplittableRandom random = new SplittableRandom(goals);
    for (int round = 0; round < 20; round++) {
      List<List<Double>> points = new ArrayList<>();
      for (int i = 0; i < 9; i++) {
        points.add(random.doubles(goals).map(x -> Math.round(8 * x) / 8.0).boxed().toList());
      }
      List<Double> reference = random.doubles(goals, 0.7, 1.2).boxed().toList();
      assertThat(Hypervolume.of(points, reference))
          .isCloseTo(inclusionExclusion(points, reference), within(1e-9));
    }
  }

  private static double inclusionExclusion(List<List<Double>> points, List<Double> reference) {
    double sum = 0;
    for (int set = 1; set < 1 << points.size(); set++) {
      double box = Integer.bitCount(set) % 2 == 1 ? 1 : -1;
      for (int goal = 0; goal < reference.size(); goal++) {
        double worst = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < points.size(); i++) {
          worst = (set >> i & 1) == 1 ? Math.max(worst, points.get(i).get(goal)) : worst;
        }
        box *= Math.max(0, reference.get(goal) - worst);
      }
      sum += box;
    }
    return sum;
  }
}
